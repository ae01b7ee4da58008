package io.tapeline.ingest.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The fields of a trade as the API names them. */
enum Field {
    SYMBOL("symbol"),
    VENUE("venue"),
    TS_EVENT("ts_event"),
    TS_RECV("ts_recv"),
    PRICE("price"),
    SIZE("size"),
    SIDE("side"),
    SEQUENCE("sequence"),
    TRADE_ID("trade_id"),
    CONDITIONS("conditions");

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final Field[] VALUES = values();
    private static final Field[] REQUIRED = {SYMBOL, VENUE, TS_EVENT, PRICE, SIZE};
    private static final int REQUIRED_BITS = bits(REQUIRED);

    private final String label;
    private final int length;
    /** The name's first eight bytes as a little-endian word, zero beyond its end. */
    private final long word;

    Field(String label) {
        this.label = label;
        this.length = label.length();
        byte[] padded = new byte[16];
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, padded, 0, name.length);
        this.word = firstWord(padded);
    }

    private static long firstWord(byte[] bytes) {
        long word = 0;
        for (int i = 7; i >= 0; i--) {
            word = word << 8 | bytes[i];
        }
        return word;
    }

    /** The name in the API. */
    String label() {
        return label;
    }

    int bit() {
        return 1 << ordinal();
    }

    /** The field of a name, or null. The array has at least eight bytes more after {@code to}. */
    static @Nullable Field of(byte[] text, int from, int to) {
        int length = to - from;
        if (length < 4 || length > 10) {
            return null;
        }
        long word = (long) LONG.get(text, from);
        if (length < 8) {
            word &= -1L >>> (64 - 8 * length);
        }
        for (Field field : VALUES) {
            if (field.word == word && field.length == length) {
                return length <= 8 || (text[from + 8] == 'n' && text[from + 9] == 's') ? field : null;
            }
        }
        return null;
    }

    /** The first required field whose bit is not set, or null. */
    static @Nullable Field missing(int seen) {
        if ((seen & REQUIRED_BITS) == REQUIRED_BITS) {
            return null;
        }
        for (Field field : REQUIRED) {
            if ((seen & field.bit()) == 0) {
                return field;
            }
        }
        return null;
    }

    private static int bits(Field[] fields) {
        int bits = 0;
        for (Field field : fields) {
            bits |= field.bit();
        }
        return bits;
    }
}
