package io.tapeline.stream.types;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes strings as UTF-8, and reads those that come again and again, as symbols do, without making them anew: the same
 * object, with its hash known, is also found faster in a map. Unpaired surrogates, which no decoded text has, become
 * question marks.
 *
 * <p>For one thread. Holds at most 4,096 strings.
 */
final class StringCache {
    private static final int SLOT_BITS = 12;
    private static final int SLOTS = 1 << SLOT_BITS;
    /** 2^32 divided by the golden ratio: spreads hashes of similar strings over the upper bits. */
    private static final int SPREAD = 0x9E3779B9;

    private static final String[] NONE = {};

    private final String[] strings = new String[SLOTS];
    private final byte[][] encoded = new byte[SLOTS][];
    private byte[] scratch = new byte[64];

    StringCache() {
        Arrays.fill(strings, "");
        Arrays.fill(encoded, new byte[0]);
    }

    static void write(String value, DataOutputView target) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        target.writeInt(bytes.length);
        target.write(bytes);
    }

    static void write(String[] values, DataOutputView target) throws IOException {
        target.writeInt(values.length);
        for (String value : values) {
            write(value, target);
        }
    }

    String read(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length == 0) {
            return "";
        }
        if (length > scratch.length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
        }
        source.readFully(scratch, 0, length);
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + scratch[i];
        }
        int slot = (hash * SPREAD) >>> (Integer.SIZE - SLOT_BITS);
        byte[] known = encoded[slot];
        if (!Arrays.equals(scratch, 0, length, known, 0, known.length)) {
            encoded[slot] = Arrays.copyOf(scratch, length);
            strings[slot] = new String(scratch, 0, length, StandardCharsets.UTF_8);
        }
        return strings[slot];
    }

    String[] readAll(DataInputView source) throws IOException {
        int count = source.readInt();
        if (count == 0) {
            return NONE;
        }
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            values[i] = read(source);
        }
        return values;
    }
}
