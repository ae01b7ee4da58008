package io.tapeline.wire;

import java.util.Arrays;

/** A growing buffer of Avro's binary encoding. */
final class AvroOutput {
    private static final int MAX_VARINT = 10;

    private byte[] bytes = new byte[8192];
    private int length;
    private int[] marks = new int[8];
    private int markCount;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        markCount = 0;
    }

    /** Notes that what follows is of another nature than what came before: it is better compressed apart. */
    void mark() {
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, markCount * 2);
        }
        marks[markCount++] = length;
    }

    int markCount() {
        return markCount;
    }

    int mark(int index) {
        return marks[index];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** The start of a record in Avro's single-object encoding. */
    void writePreamble(long fingerprint) {
        ensure(Schemas.PREAMBLE);
        bytes[length++] = Schemas.MARKER_0;
        bytes[length++] = Schemas.MARKER_1;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes[length++] = (byte) (fingerprint >>> shift);
        }
    }

    void writeRaw(byte[] from, int offset, int count) {
        ensure(count);
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
    }

    /** An int, a long or an enum. */
    void writeLong(long value) {
        ensure(MAX_VARINT);
        length = put(bytes, length, value);
    }

    /** A string or bytes. */
    void writeText(byte[] text) {
        writeLong(text.length);
        writeRaw(text, 0, text.length);
    }

    /** The start of an array's only block; an array without items has no block. */
    void startArray(int items) {
        if (items > 0) {
            writeLong(items);
        }
    }

    void endArray() {
        writeLong(0);
    }

    /** An array of longs, collapsed to one item if all are equal, to none if all are zero. */
    void writeCollapsed(long[] values, int count) {
        int items = collapsed(values, count);
        startArray(items);
        ensure(items * MAX_VARINT);
        byte[] to = bytes;
        int at = length;
        for (int i = 0; i < items; i++) {
            at = put(to, at, values[i]);
        }
        length = at;
        endArray();
    }

    /** Bytes that {@link #writeCollapsed} takes for the items, give or take the array's own length. */
    static int collapsedLength(long[] values, int count) {
        int items = collapsed(values, count);
        int length = 0;
        for (int i = 0; i < items; i++) {
            length += length(values[i]);
        }
        return length;
    }

    /** Bytes that {@link #writeLong} takes. */
    static int length(long value) {
        return varintLength((value << 1) ^ (value >> 63));
    }

    private static int collapsed(long[] values, int count) {
        if (count == 0) {
            return 0;
        }
        long first = values[0];
        for (int i = 1; i < count; i++) {
            if (values[i] != first) {
                return count;
            }
        }
        return first == 0 ? 0 : 1;
    }

    private static int put(byte[] to, int at, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        return at;
    }

    /** Bytes that {@link #writeLong} takes for any value in {@code [-magnitude, magnitude]}. */
    static int bound(long magnitude) {
        return magnitude < 0 ? MAX_VARINT : varintLength(magnitude << 1);
    }

    /** One byte for each seven bits begun: the division is exact for 1 to 64 bits. */
    private static int varintLength(long unsigned) {
        return (Bits.width(unsigned | 1) * 9 + 64) >>> 6;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
