package io.tapeline.analytics.bars;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Working memory of a bucket, kept so that calls need not allocate it. What it holds between calls means
 * nothing, and is never copied or written. */
final class Scratch {
    private final List<LiveBar> bars = new ArrayList<>();
    private final List<SymbolState> touched = new ArrayList<>();
    private SymbolState[] symbols = {};
    private int[] kept = {};
    private long[] labels = {};
    private int[] accepted = {};
    private int[] excluded = {};
    /** Where a value is put so that what gave it is not optimised away; no one reads it. */
    long read;

    /** An empty list. */
    List<LiveBar> bars() {
        bars.clear();
        return bars;
    }

    /** An empty list. */
    List<SymbolState> touched() {
        touched.clear();
        return touched;
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

    int[] kept(int count) {
        if (kept.length < count) {
            kept = new int[count];
        }
        return kept;
    }

    long[] labels(int count) {
        if (labels.length < count) {
            labels = new long[count];
        }
        return labels;
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
