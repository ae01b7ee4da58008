package io.tapeline.analytics.bars;

import io.tapeline.model.TradeRows;
import java.util.Arrays;

/** Indices of rows, in ascending order; kept and emptied, so that a steady flow allocates nothing. */
final class RowList {
    private int[] indices = {};
    private int size;

    void add(int row) {
        if (size == indices.length) {
            indices = Arrays.copyOf(indices, Math.max(16, size * 2));
        }
        indices[size++] = row;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** The rows of these indices. */
    TradeRows of(TradeRows rows) {
        return rows.select(indices, size);
    }

    int get(int index) {
        return indices[index];
    }
}
