package io.tapeline.wire;

import java.util.Arrays;

/** The ranges of non-negative numbers that each venue counts for itself. */
final class VenueRanges {
    private long[] min = new long[8];
    private long[] max = new long[8];
    private int venues;
    private long widest;

    void add(int venue, long value) {
        if (venue >= venues) {
            open(venue);
        }
        min[venue] = Math.min(min[venue], value);
        max[venue] = Math.max(max[venue], value);
        widest = Math.max(widest, max[venue] - min[venue]);
    }

    /** How far apart the numbers of one venue are, at most. */
    long widest() {
        return widest;
    }

    void clear() {
        venues = 0;
        widest = 0;
    }

    private void open(int venue) {
        if (venue >= min.length) {
            int length = Math.max(min.length * 2, venue + 1);
            min = Arrays.copyOf(min, length);
            max = Arrays.copyOf(max, length);
        }
        for (; venues <= venue; venues++) {
            min[venues] = Long.MAX_VALUE;
            max[venues] = Long.MIN_VALUE;
        }
    }
}
