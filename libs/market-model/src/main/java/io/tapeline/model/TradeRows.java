package io.tapeline.model;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trades of one bucket as fixed-width rows in one array, with a small dictionary for what repeats. The wire decodes into
 * it, Flink ships it, the bar loop reads it: nothing is allocated for a trade.
 *
 * <p>A row is {@value #WIDTH} bytes, little-endian: ts_event, ts_recv, price, size, sequence, key high, key low (eight
 * bytes each), symbol index and attribute index (two bytes each, unsigned), trade id (four bytes: {@link #NO_ID},
 * {@link #NUMERIC_ID}, or an index into the text ids).
 *
 * <p>Read-only by convention: whoever holds one may share it, no one writes to the arrays. Rows whose array is {@linkplain #lent
 * lent} end when whoever is last to read them {@linkplain #release() gives it back}.
 */
public final class TradeRows {
    /** Bytes of a row. */
    public static final int WIDTH = 64;
    /** Where each field of eight bytes begins in a row; those that refer to the dictionary are the last eight together. */
    public static final int TS_EVENT = 0;

    public static final int TS_RECV = 8;
    public static final int PRICE = 16;
    public static final int SIZE = 24;
    public static final int SEQUENCE = 32;
    public static final int KEY_HIGH = 40;
    public static final int KEY_LOW = 48;
    public static final int REFERENCES = 56;
    /** The venue gave no id. */
    public static final int NO_ID = -1;
    /** The id is the number in the key's low word. */
    public static final int NUMERIC_ID = -2;

    /** No trades at all. */
    public static final TradeRows EMPTY =
            new TradeRows(0, new byte[0], new String[0], new String[0], new byte[0], new String[0], new String[0]);

    private static final int SYMBOL_INDEX = REFERENCES;
    private static final int ATTRIBUTE_INDEX = REFERENCES + 2;
    private static final int ID = REFERENCES + 4;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[] RELEASED = {};

    private final int count;
    private final RowDictionary dictionary;
    private byte[] rows;
    private @Nullable Consumer<byte[]> lender;

    /**
     * Rows and their dictionary; neither is copied.
     *
     * @param count how many rows
     * @param rows at least {@code count} rows
     * @param dictionary what the rows refer to
     */
    public TradeRows(int count, byte[] rows, RowDictionary dictionary) {
        if (count < 0 || (long) count * WIDTH > rows.length) {
            throw new IllegalArgumentException("count does not fit the rows: " + count + " in " + rows.length);
        }
        this.count = count;
        this.rows = rows;
        this.dictionary = requireNonNull(dictionary, "dictionary is null");
    }

    /**
     * Rows, with a dictionary made of these strings.
     *
     * @param count how many rows
     * @param rows at least {@code count} rows; not copied
     * @param symbols the symbol of each symbol index
     * @param venues the venue of each attribute index
     * @param sides the {@linkplain Side#code() code} of the side of each attribute index
     * @param conditions the conditions of each attribute index
     * @param textIds the trade ids that are not numeric
     */
    public TradeRows(
            int count,
            byte[] rows,
            String[] symbols,
            String[] venues,
            byte[] sides,
            String[] conditions,
            String[] textIds) {
        this(count, rows, RowDictionaryBuilder.of(symbols, venues, sides, conditions, textIds));
    }

    /**
     * Rows in an array that its owner wants back.
     *
     * @param lender takes the array, once, from the thread that gives it back
     */
    public static TradeRows lent(int count, byte[] rows, RowDictionary dictionary, Consumer<byte[]> lender) {
        TradeRows lent = new TradeRows(count, rows, dictionary);
        lent.lender = lender;
        return lent;
    }

    /**
     * Gives the array back if it was lent, and then the rows cannot be read any more: whoever tries gets an
     * {@link IndexOutOfBoundsException}, and never another's rows. What is not lent stays as it is. Never to give an array back
     * is no error.
     */
    public void release() {
        Consumer<byte[]> owner = lender;
        if (owner != null) {
            byte[] given = rows;
            lender = null;
            rows = RELEASED;
            owner.accept(given);
        }
    }

    public int count() {
        return count;
    }

    /** The rows themselves, for copying whole. */
    public byte[] bytes() {
        return rows;
    }

    /** What the rows refer to. */
    public RowDictionary dictionary() {
        return dictionary;
    }

    public String[] symbols() {
        return dictionary.symbols();
    }

    public String[] venues() {
        return dictionary.venues();
    }

    public byte[] sides() {
        return dictionary.sides();
    }

    public String[] conditions() {
        return dictionary.conditions();
    }

    public String[] textIds() {
        return dictionary.textIds();
    }

    public long tsEvent(int row) {
        return (long) LONG.get(rows, row * WIDTH + TS_EVENT);
    }

    public long tsRecv(int row) {
        return (long) LONG.get(rows, row * WIDTH + TS_RECV);
    }

    public long price(int row) {
        return (long) LONG.get(rows, row * WIDTH + PRICE);
    }

    public long size(int row) {
        return (long) LONG.get(rows, row * WIDTH + SIZE);
    }

    public long sequence(int row) {
        return (long) LONG.get(rows, row * WIDTH + SEQUENCE);
    }

    public long keyHigh(int row) {
        return (long) LONG.get(rows, row * WIDTH + KEY_HIGH);
    }

    public long keyLow(int row) {
        return (long) LONG.get(rows, row * WIDTH + KEY_LOW);
    }

    /** The index of the row's symbol in {@link #symbols()}. */
    public int symbolIndex(int row) {
        return Short.toUnsignedInt((short) SHORT.get(rows, row * WIDTH + SYMBOL_INDEX));
    }

    /** The index of the row's venue, side and conditions. */
    public int attributeIndex(int row) {
        return Short.toUnsignedInt((short) SHORT.get(rows, row * WIDTH + ATTRIBUTE_INDEX));
    }

    /** Whether the trade's id is a number, {@link #keyLow}. */
    public boolean hasNumericId(int row) {
        return (int) INT.get(rows, row * WIDTH + ID) == NUMERIC_ID;
    }

    /** The trade id as the venue gave it; empty if it gave none. */
    public String tradeId(int row) {
        int id = (int) INT.get(rows, row * WIDTH + ID);
        if (id == NO_ID) {
            return "";
        }
        return id == NUMERIC_ID ? Long.toString(keyLow(row)) : textIds()[id];
    }

    /** Writes a row; for those who build rows. */
    public static void put(
            byte[] rows,
            int row,
            long tsEvent,
            long tsRecv,
            long price,
            long size,
            long sequence,
            long keyHigh,
            long keyLow,
            int symbolIndex,
            int attributeIndex,
            int id) {
        int at = row * WIDTH;
        LONG.set(rows, at + TS_EVENT, tsEvent);
        LONG.set(rows, at + TS_RECV, tsRecv);
        LONG.set(rows, at + PRICE, price);
        LONG.set(rows, at + SIZE, size);
        LONG.set(rows, at + SEQUENCE, sequence);
        LONG.set(rows, at + KEY_HIGH, keyHigh);
        LONG.set(rows, at + KEY_LOW, keyLow);
        SHORT.set(rows, at + SYMBOL_INDEX, (short) symbolIndex);
        SHORT.set(rows, at + ATTRIBUTE_INDEX, (short) attributeIndex);
        INT.set(rows, at + ID, id);
    }

    /** The row as a record. */
    public Trade trade(int row, long tsIngest) {
        int attribute = attributeIndex(row);
        return new Trade(
                symbols()[symbolIndex(row)],
                venues()[attribute],
                tsEvent(row),
                tsRecv(row),
                tsIngest,
                price(row),
                size(row),
                Side.ofCode((char) sides()[attribute]),
                sequence(row),
                tradeId(row),
                conditions()[attribute]);
    }

    /** The rows whose indices are given, in that order, with the same dictionary. */
    public TradeRows select(int[] indices, int length) {
        if (length == count) {
            return this;
        }
        byte[] selected = new byte[length * WIDTH];
        for (int i = 0; i < length; i++) {
            System.arraycopy(rows, indices[i] * WIDTH, selected, i * WIDTH, WIDTH);
        }
        return new TradeRows(length, selected, dictionary);
    }

    @Override
    public String toString() {
        return "TradeRows[count=" + count + ", symbols=" + Arrays.toString(symbols()) + "]";
    }
}
