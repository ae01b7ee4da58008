package io.tapeline.model;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Trades of one bucket as fixed-width rows in one array, with small dictionaries for what repeats. The wire decodes into
 * it, Flink ships it, the bar loop reads it: nothing is allocated for a trade.
 *
 * <p>A row is {@value #WIDTH} bytes, little-endian: ts_event, ts_recv, price, size, sequence, key high, key low (eight
 * bytes each), symbol index and attribute index (two bytes each, unsigned), trade id (four bytes: {@link #NO_ID},
 * {@link #NUMERIC_ID}, or an index into the text ids).
 *
 * <p>Read-only by convention: whoever holds one may share it, no one writes to the arrays.
 */
public final class TradeRows {
    /** Bytes of a row. */
    public static final int WIDTH = 64;
    /** The venue gave no id. */
    public static final int NO_ID = -1;
    /** The id is the number in the key's low word. */
    public static final int NUMERIC_ID = -2;

    /** No trades at all. */
    public static final TradeRows EMPTY =
            new TradeRows(0, new byte[0], new String[0], new String[0], new byte[0], new String[0], new String[0]);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final int count;
    private final byte[] rows;
    private final String[] symbols;
    private final String[] venues;
    private final byte[] sides;
    private final String[] conditions;
    private final String[] textIds;

    /**
     * Rows and their dictionaries; the arrays are not copied.
     *
     * @param count how many rows
     * @param rows at least {@code count} rows
     * @param symbols the dictionary of symbols
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
        if (count < 0 || (long) count * WIDTH > rows.length) {
            throw new IllegalArgumentException("count does not fit the rows: " + count + " in " + rows.length);
        }
        if (venues.length != sides.length || venues.length != conditions.length) {
            throw new IllegalArgumentException("attribute arrays differ in length");
        }
        this.count = count;
        this.rows = rows;
        this.symbols = requireNonNull(symbols, "symbols is null");
        this.venues = venues;
        this.sides = sides;
        this.conditions = conditions;
        this.textIds = requireNonNull(textIds, "textIds is null");
    }

    public int count() {
        return count;
    }

    /** The rows themselves, for copying whole. */
    public byte[] bytes() {
        return rows;
    }

    public String[] symbols() {
        return symbols;
    }

    public String[] venues() {
        return venues;
    }

    public byte[] sides() {
        return sides;
    }

    public String[] conditions() {
        return conditions;
    }

    public String[] textIds() {
        return textIds;
    }

    public long tsEvent(int row) {
        return (long) LONG.get(rows, row * WIDTH);
    }

    public long tsRecv(int row) {
        return (long) LONG.get(rows, row * WIDTH + 8);
    }

    public long price(int row) {
        return (long) LONG.get(rows, row * WIDTH + 16);
    }

    public long size(int row) {
        return (long) LONG.get(rows, row * WIDTH + 24);
    }

    public long sequence(int row) {
        return (long) LONG.get(rows, row * WIDTH + 32);
    }

    public long keyHigh(int row) {
        return (long) LONG.get(rows, row * WIDTH + 40);
    }

    public long keyLow(int row) {
        return (long) LONG.get(rows, row * WIDTH + 48);
    }

    /** The index of the row's symbol in {@link #symbols()}. */
    public int symbolIndex(int row) {
        return Short.toUnsignedInt((short) SHORT.get(rows, row * WIDTH + 56));
    }

    /** The index of the row's venue, side and conditions. */
    public int attributeIndex(int row) {
        return Short.toUnsignedInt((short) SHORT.get(rows, row * WIDTH + 58));
    }

    /** Whether the trade's id is a number, {@link #keyLow}. */
    public boolean hasNumericId(int row) {
        return (int) INT.get(rows, row * WIDTH + 60) == NUMERIC_ID;
    }

    /** The trade id as the venue gave it; empty if it gave none. */
    public String tradeId(int row) {
        int id = (int) INT.get(rows, row * WIDTH + 60);
        if (id == NO_ID) {
            return "";
        }
        return id == NUMERIC_ID ? Long.toString(keyLow(row)) : textIds[id];
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
        LONG.set(rows, at, tsEvent);
        LONG.set(rows, at + 8, tsRecv);
        LONG.set(rows, at + 16, price);
        LONG.set(rows, at + 24, size);
        LONG.set(rows, at + 32, sequence);
        LONG.set(rows, at + 40, keyHigh);
        LONG.set(rows, at + 48, keyLow);
        SHORT.set(rows, at + 56, (short) symbolIndex);
        SHORT.set(rows, at + 58, (short) attributeIndex);
        INT.set(rows, at + 60, id);
    }

    /** The row as a record. */
    public Trade trade(int row, long tsIngest) {
        int attribute = attributeIndex(row);
        return new Trade(
                symbols[symbolIndex(row)],
                venues[attribute],
                tsEvent(row),
                tsRecv(row),
                tsIngest,
                price(row),
                size(row),
                Side.ofCode((char) sides[attribute]),
                sequence(row),
                tradeId(row),
                conditions[attribute]);
    }

    /** The rows whose indices are given, in that order, with the same dictionaries. */
    public TradeRows select(int[] indices, int length) {
        if (length == count) {
            return this;
        }
        byte[] selected = new byte[length * WIDTH];
        for (int i = 0; i < length; i++) {
            System.arraycopy(rows, indices[i] * WIDTH, selected, i * WIDTH, WIDTH);
        }
        return new TradeRows(length, selected, symbols, venues, sides, conditions, textIds);
    }

    @Override
    public String toString() {
        return "TradeRows[count=" + count + ", symbols=" + Arrays.toString(symbols) + "]";
    }
}
