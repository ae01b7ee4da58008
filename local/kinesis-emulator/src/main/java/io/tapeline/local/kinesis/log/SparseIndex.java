package io.tapeline.local.kinesis.log;

import java.util.Arrays;

/** Some records of a segment, by index and by arrival time: one entry about every {@value #STRIDE} bytes. */
final class SparseIndex {
    static final int STRIDE = 32 << 10;

    private long[] indexes = new long[4];
    private long[] millis = new long[4];
    private long[] offsets = new long[4];
    private int count;
    private long lastOffset = Long.MIN_VALUE / 2;

    void add(long index, long arrivalMillis, long offset) {
        if (offset - lastOffset < STRIDE) {
            return;
        }
        if (count == indexes.length) {
            int larger = count * 2;
            indexes = Arrays.copyOf(indexes, larger);
            millis = Arrays.copyOf(millis, larger);
            offsets = Arrays.copyOf(offsets, larger);
        }
        indexes[count] = index;
        millis[count] = arrivalMillis;
        offsets[count] = offset;
        count++;
        lastOffset = offset;
    }

    /** The offset of the last entry at or before {@code index}, or 0. */
    long offsetAtOrBefore(long index) {
        int at = Arrays.binarySearch(indexes, 0, count, index);
        int floor = at >= 0 ? at : -at - 2;
        return floor < 0 ? 0 : offsets[floor];
    }

    /** The offset of the last entry that arrived before {@code arrivalMillis}, or 0. */
    long offsetBefore(long arrivalMillis) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (millis[middle] < arrivalMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : offsets[low - 1];
    }
}
