package io.tapeline.wire;

import java.util.Arrays;

/** Writes the tail of a column, from its base on: as differences or packed, whichever is shorter. */
final class ColumnWriter {
    private static final int SAMPLE = 15;

    private final long[] sample = new long[SAMPLE];
    private long[] deltas = new long[256];
    private byte[] packed = new byte[2048];

    /**
     * Writes values whose differences run from the symbol's previous value, or from the base for its first.
     *
     * @param ends for each symbol, the place after its last value
     */
    void writeChained(AvroOutput out, long[] values, int[] ends, int symbols) {
        int count = symbols == 0 ? 0 : ends[symbols - 1];
        ensure(count);
        long base = median(values, count);
        int at = 0;
        for (int s = 0; s < symbols; s++) {
            long previous = base;
            int end = ends[s];
            for (; at < end; at++) {
                long value = values[at];
                deltas[at] = value - previous;
                previous = value;
            }
        }
        writeShorter(out, values, count, base);
    }

    /** Writes values whose differences run from the base. */
    void writeFlat(AvroOutput out, long[] values, int count) {
        ensure(count);
        long base = median(values, count);
        for (int i = 0; i < count; i++) {
            deltas[i] = values[i] - base;
        }
        writeShorter(out, values, count, base);
    }

    private void writeShorter(AvroOutput out, long[] values, int count, long base) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        int width = count == 0 ? 0 : Bits.width(max - min);
        // Of a range that does not fit a long, max - min is negative and its width 64.
        boolean pack = width > 0
                && width <= Bits.MAX_WIDTH
                && Bits.length(count, width) < AvroOutput.collapsedLength(deltas, count);
        if (!pack) {
            out.writeLong(base);
            out.writeCollapsed(deltas, count);
            out.writeLong(0);
            out.writeLong(0);
            return;
        }
        int length = Bits.length(count, width);
        if (length + Long.BYTES > packed.length) {
            packed = new byte[length * 2];
        }
        Bits.pack(values, count, min, width, packed, 0);
        out.writeLong(min);
        out.endArray();
        out.writeLong(width);
        out.writeLong(length);
        out.writeRaw(packed, 0, length);
    }

    private void ensure(int count) {
        if (count > deltas.length) {
            deltas = new long[Math.max(count, deltas.length * 2)];
        }
    }

    /** A value in the middle, so that differences from it are small both ways; of a sample, so that it costs little. */
    private long median(long[] values, int count) {
        if (count == 0) {
            return 0;
        }
        int length = Math.min(count, SAMPLE);
        for (int i = 0; i < length; i++) {
            sample[i] = values[(int) ((long) i * count / length)];
        }
        Arrays.sort(sample, 0, length);
        return sample[length / 2];
    }
}
