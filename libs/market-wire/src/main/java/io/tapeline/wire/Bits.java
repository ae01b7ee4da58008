package io.tapeline.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Unsigned numbers of a fixed width, packed without gaps: number {@code i} stands in bits {@code i * width} and up, bit 0
 * being the least significant of the first byte.
 */
final class Bits {
    /** A number and the bits before it in its first byte fit one long. */
    static final int MAX_WIDTH = 56;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bits() {}

    /** Bits of an unsigned number. */
    static int width(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }

    /** Bytes of so many numbers. */
    static int length(int count, int width) {
        return (int) (((long) count * width + 7) >>> 3);
    }

    /**
     * Packs {@code values[i] - base}.
     *
     * @param to zeros, and eight bytes more than the numbers take
     */
    static void pack(long[] values, int count, long base, int width, byte[] to, int at) {
        long pending = 0;
        int bits = 0;
        for (int i = 0; i < count; i++) {
            long number = values[i] - base;
            pending |= number << bits;
            bits += width;
            // At most 7 + 56 bits are pending; whole bytes of them leave.
            LONG.set(to, at, pending);
            int whole = bits >>> 3;
            at += whole;
            pending >>>= whole << 3;
            bits &= 7;
        }
    }

    /** The inverse of {@link #pack}; reads only the bytes that the numbers take. */
    static void unpack(byte[] from, int at, int count, int width, long base, long[] values) {
        long mask = (1L << width) - 1;
        int end = at + length(count, width);
        long bit = 0;
        int i = 0;
        int safe = end - Long.BYTES;
        for (; i < count; i++, bit += width) {
            int start = at + (int) (bit >>> 3);
            if (start > safe) {
                break;
            }
            values[i] = base + ((long) LONG.get(from, start) >>> (bit & 7) & mask);
        }
        for (; i < count; i++, bit += width) {
            int start = at + (int) (bit >>> 3);
            long word = 0;
            for (int b = Math.min(end, start + Long.BYTES) - 1; b >= start; b--) {
                word = word << Byte.SIZE | (from[b] & 0xFF);
            }
            values[i] = base + (word >>> (bit & 7) & mask);
        }
    }
}
