package io.tapeline.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * Reads Avro's binary encoding from a part of an array. Whatever the bytes, it reads within the part, allocates no more
 * than they justify, and throws nothing but {@link WireException}.
 */
final class AvroInput {
    private byte[] bytes = {};
    private int at;
    private int end;

    void reset(byte[] from, int start, int limit) {
        bytes = from;
        at = start;
        end = limit;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    void requireEnd() throws WireException {
        if (at != end) {
            throw WireException.corrupt((end - at) + " bytes after the end of the batch");
        }
    }

    long readLong() throws WireException {
        long raw = 0;
        int shift = 0;
        int i = at;
        while (true) {
            if (i == end) {
                throw WireException.corrupt("the batch ends within a number");
            }
            byte b = bytes[i++];
            raw |= (b & 0x7FL) << shift;
            if (b >= 0) {
                break;
            }
            shift += 7;
            if (shift > 63) {
                throw WireException.corrupt("a number has more than ten bytes");
            }
        }
        at = i;
        return (raw >>> 1) ^ -(raw & 1);
    }

    int readInt() throws WireException {
        long value = readLong();
        if (value != (int) value) {
            throw WireException.corrupt("an int does not fit 32 bits: " + value);
        }
        return (int) value;
    }

    /** An index into something. */
    int readIndex(String what, int count) throws WireException {
        long value = readLong();
        if (value < 0 || value >= count) {
            throw WireException.corrupt("no such " + what + ": " + value + " of " + count);
        }
        return (int) value;
    }

    /** The length of bytes or a string, of which so many are there. */
    int readLength() throws WireException {
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw WireException.corrupt("a text or bytes of length " + length + " with " + (end - at) + " bytes left");
        }
        return (int) length;
    }

    void skip(int count) {
        at += count;
    }

    /** How many items the next block of an array has; 0 at the array's end. Each item has at least one byte. */
    int readBlock() throws WireException {
        long items = readLong();
        if (items < 0) {
            // A negative count is followed by the block's size in bytes, for those who skip.
            readLong();
            items = -items;
        }
        if (items < 0 || items > end - at) {
            throw WireException.corrupt("a block of " + items + " items with " + (end - at) + " bytes left");
        }
        return (int) items;
    }

    /** Reads an array of longs that may be collapsed: no item stands for all zeros, one for all equal. */
    void readCollapsed(String what, long[] into, int count) throws WireException {
        expand(what, into, readItems(what, into, count), count);
    }

    /**
     * Reads an array of longs, as many as it has, but no more than so many.
     *
     * @param into at least {@code limit} long
     */
    int readItems(String what, long[] into, int limit) throws WireException {
        int items = 0;
        for (int block = readBlock(); block > 0; block = readBlock()) {
            if (block > limit - items) {
                throw WireException.corrupt(what + " has more than " + limit + " items");
            }
            readLongs(into, items, block);
            items += block;
        }
        return items;
    }

    /** Makes of the items of a collapsed array what they stand for. */
    static void expand(String what, long[] values, int items, int count) throws WireException {
        if (items == count) {
            return;
        }
        if (items > 1) {
            throw WireException.corrupt(what + " has " + items + " items, not " + count);
        }
        Arrays.fill(values, 0, count, items == 0 ? 0 : values[0]);
    }

    private void readLongs(long[] into, int from, int count) throws WireException {
        byte[] source = bytes;
        int limit = end;
        int i = at;
        for (int item = from; item < from + count; item++) {
            long raw;
            // Nearly all have one to three bytes.
            if (i + 2 < limit) {
                raw = source[i++];
                if (raw < 0) {
                    long second = source[i++];
                    raw = (raw & 0x7F) | (second & 0x7F) << 7;
                    if (second < 0) {
                        long third = source[i++];
                        raw |= third << 14;
                        if (third < 0) {
                            at = i - 3;
                            into[item] = readLong();
                            i = at;
                            continue;
                        }
                    }
                }
                into[item] = (raw >>> 1) ^ -(raw & 1);
            } else {
                at = i;
                into[item] = readLong();
                i = at;
            }
        }
        at = i;
    }

    /** A string. */
    String readText() throws WireException {
        int length = readTextLength();
        String text = text(bytes, at, length);
        at += length;
        return text;
    }

    /** Goes past a string, and tells its length in bytes. */
    int skipText() throws WireException {
        int length = readTextLength();
        requireText(bytes, at, length);
        at += length;
        return length;
    }

    /** The length of a string whose bytes come next. */
    int readTextLength() throws WireException {
        int length = readLength();
        if (length > WireLimits.MAX_TEXT_BYTES) {
            throw WireException.corrupt("a text is longer than " + WireLimits.MAX_TEXT_BYTES + " bytes: " + length);
        }
        return length;
    }

    static String text(byte[] from, int offset, int length) throws WireException {
        return isAscii(from, offset, length)
                ? new String(from, offset, length, ISO_8859_1)
                : decoded(from, offset, length);
    }

    private static void requireText(byte[] from, int offset, int length) throws WireException {
        if (!isAscii(from, offset, length)) {
            decoded(from, offset, length);
        }
    }

    private static boolean isAscii(byte[] from, int offset, int length) {
        int bits = 0;
        for (int i = offset; i < offset + length; i++) {
            bits |= from[i];
        }
        return bits >= 0;
    }

    private static String decoded(byte[] from, int offset, int length) throws WireException {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(from, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw WireException.corrupt("a text is not UTF-8");
        }
    }
}
