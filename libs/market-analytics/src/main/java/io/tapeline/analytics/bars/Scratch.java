package io.tapeline.analytics.bars;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Working memory of a bucket, kept so that calls need not allocate it. Empty between uses, never copied or written. */
final class Scratch {
    private final List<LiveBar> bars = new ArrayList<>();
    private SymbolState[] symbols = {};
    private int[] accepted = {};
    private int[] excluded = {};

    /** An empty list. */
    List<LiveBar> bars() {
        bars.clear();
        return bars;
    }

    /** At least so many slots, all null. */
    SymbolState[] symbols(int count) {
        if (symbols.length < count) {
            symbols = new SymbolState[Math.max(count, 16)];
        } else {
            Arrays.fill(symbols, 0, count, null);
        }
        return symbols;
    }

    int[] accepted(int count) {
        if (accepted.length < count) {
            accepted = new int[count];
        }
        return accepted;
    }

    int[] excluded(int count) {
        if (excluded.length < count) {
            excluded = new int[count];
        }
        return excluded;
    }
}
