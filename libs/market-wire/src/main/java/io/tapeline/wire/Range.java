package io.tapeline.wire;

/** The least and the greatest of some longs. */
final class Range {
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    void add(long value) {
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** How far the values are apart; negative if that does not fit a long. */
    long span() {
        return min > max ? 0 : max - min;
    }

    void clear() {
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
    }
}
