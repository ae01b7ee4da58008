package io.tapeline.analytics.bars;

import java.util.ArrayList;
import java.util.List;

/**
 * Working memory of a bucket, kept so that calls need not allocate it. What it holds between calls means nothing, and is
 * never copied or written. Symbols stand in it by number: to put references into memory that lives long is what garbage
 * collectors charge for.
 */
final class Scratch {
    private final List<LiveBar> bars = new ArrayList<>();
    private final RowList excluded = new RowList();
    private int[] symbols = {};
    private long[] labels = {};
    /** Where a value is put so that what gave it is not optimised away; no one reads it. */
    long read;

    /** An empty list. */
    List<LiveBar> bars() {
        bars.clear();
        return bars;
    }

    /** An empty list. */
    RowList excluded() {
        excluded.clear();
        return excluded;
    }

    /** At least so many numbers of symbols. */
    int[] symbols(int count) {
        if (symbols.length < count) {
            symbols = new int[Math.max(count, 16)];
        }
        return symbols;
    }

    /** At least so many labels. */
    long[] labels(int count) {
        if (labels.length < count) {
            labels = new long[count];
        }
        return labels;
    }
}
