package io.tapeline.ingest.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The fields of events as the API names them. */
public enum Field {
    SYMBOL("symbol"),
    VENUE("venue"),
    TS_EVENT("ts_event"),
    TS_RECV("ts_recv"),
    PRICE("price"),
    SIZE("size"),
    SIDE("side"),
    SEQUENCE("sequence"),
    TRADE_ID("trade_id"),
    CONDITIONS("conditions"),
    /** The {@code ts_event} of the trade that is corrected or cancelled, as first reported. */
    TS_ORIGINAL("ts_original"),
    /** The {@code ts_event} that a corrected trade is to have. */
    TS_TRADE("ts_trade"),
    BID_PRICE("bid_price"),
    BID_SIZE("bid_size"),
    ASK_PRICE("ask_price"),
    ASK_SIZE("ask_size"),
    /** What kind of event it is. */
    TYPE("type");

    private static final Field[] VALUES = values();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int TABLE_BITS = 7;
    private static final int TABLE_MASK = (1 << TABLE_BITS) - 1;
    /** By the hash of the name; linear probing. */
    private static final @Nullable Field[] TABLE = table();

    private final String label;
    private final int length;
    /** The name as two little-endian words, zero beyond its end. */
    private final long first;

    private final long second;

    Field(String label) {
        this.label = label;
        this.length = label.length();
        byte[] padded = new byte[LONGEST + EventParser.PADDING];
        byte[] name = label.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, padded, 0, name.length);
        this.first = word(padded, 0);
        this.second = word(padded, Long.BYTES);
    }

    /** The name in the API. */
    public String label() {
        return label;
    }

    int bit() {
        return 1 << ordinal();
    }

    /** The first of the fields whose bits are set, or null. */
    static @Nullable Field first(int bits) {
        return bits == 0 ? null : VALUES[Integer.numberOfTrailingZeros(bits)];
    }

    /** The field of a name, or null. The array has at least {@link EventParser#PADDING} bytes more after {@code to}. */
    static @Nullable Field of(byte[] text, int from, int to) {
        int length = to - from;
        if (length == 0 || length > LONGEST) {
            return null;
        }
        long first = (long) LONG.get(text, from);
        long second = 0;
        if (length < Long.BYTES) {
            first &= -1L >>> (Long.SIZE - Byte.SIZE * length);
        } else if (length > Long.BYTES) {
            second = (long) LONG.get(text, from + Long.BYTES) & (-1L >>> (2 * Long.SIZE - Byte.SIZE * length));
        }
        int slot = slot(first, second);
        for (Field field = TABLE[slot]; field != null; field = TABLE[slot]) {
            if (field.first == first && field.second == second && field.length == length) {
                return field;
            }
            slot = (slot + 1) & TABLE_MASK;
        }
        return null;
    }

    private static int slot(long first, long second) {
        return (int) (((first ^ second) * SPREAD) >>> (Long.SIZE - TABLE_BITS));
    }

    private static @Nullable Field[] table() {
        @Nullable Field[] table = new Field[1 << TABLE_BITS];
        for (Field field : VALUES) {
            int slot = slot(field.first, field.second);
            while (table[slot] != null) {
                slot = (slot + 1) & TABLE_MASK;
            }
            table[slot] = field;
        }
        return table;
    }

    private static long word(byte[] bytes, int from) {
        long word = 0;
        for (int i = from + 7; i >= from; i--) {
            word = word << 8 | bytes[i];
        }
        return word;
    }
}
