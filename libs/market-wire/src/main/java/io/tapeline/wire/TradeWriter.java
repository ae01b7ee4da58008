package io.tapeline.wire;

import io.tapeline.model.Buckets;
import io.tapeline.wire.SymbolTable.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Writes the trades of a buffer: grouped by symbol, symbols by bucket, trades of a symbol in order of arrival. Its arrays
 * are kept for the next batch.
 */
final class TradeWriter {
    private final ColumnWriter columns = new ColumnWriter();
    private final IdWriter ids = new IdWriter();

    private int symbols;
    private int count;
    private Entry[] ordered = new Entry[256];
    /** For each symbol, the place on the wire after its last trade. */
    private int[] ends = new int[256];
    /** The same among the trades that do not repeat the times of the one before. */
    private int[] timeEnds = new int[256];
    /** For each symbol by arrival, the place of its next trade. */
    private int[] places = new int[256];

    /** Rows of the buffer in the order of the wire. */
    private int[] rows = new int[256];
    /** The rows of these that do not repeat the times of the one before. */
    private int[] timeRows = new int[256];

    private long[] values = new long[256];
    private byte[] repeats = new byte[32];

    /** Writes the fields symbols to trade_id_text. */
    void write(TradeBuffer trades, AvroOutput out) {
        order(trades);
        out.startArray(symbols);
        for (int s = 0; s < symbols; s++) {
            out.writeText(ordered[s].utf8);
            values[s] = ordered[s].trades;
        }
        out.endArray();
        out.mark();
        out.writeCollapsed(values, symbols);
        ids.predict(trades, rows);
        trades.attributes.write(out, ids.rates());
        for (int i = 0; i < count; i++) {
            values[i] = trades.attribute[rows[i]];
        }
        out.mark();
        startColumn(out, 0);
        columns.writeFlat(out, values, count);

        writeRepeats(trades, out);
        writeTimes(out, trades.tsEvent, trades.tsEventExponent);
        writeTimes(out, trades.latency, trades.latencyExponent);
        out.mark();
        startDecimals(out, trades.price, entry -> entry.priceExponent);
        columns.writeChained(out, values, ends, symbols);
        out.mark();
        startDecimals(out, trades.size, entry -> entry.sizeExponent);
        columns.writeFlat(out, values, count);

        out.mark();
        ids.writeSequences(trades, rows, out);
        ids.writeIds(trades, rows, out);
        ids.writeTextIds(trades, rows, out);
    }

    private void order(TradeBuffer trades) {
        symbols = trades.symbols.size();
        count = trades.count;
        if (count > rows.length) {
            int length = Math.max(count, rows.length * 2);
            rows = new int[length];
            timeRows = new int[length];
            values = new long[length];
            repeats = new byte[(length + 7) / 8];
        }
        if (symbols > ordered.length) {
            int length = Math.max(symbols, ordered.length * 2);
            ordered = new Entry[length];
            ends = new int[length];
            timeEnds = new int[length];
            places = new int[length];
        }
        orderSymbols(trades.symbols);
        int start = 0;
        for (int s = 0; s < symbols; s++) {
            places[ordered[s].index] = start;
            start += ordered[s].trades;
            ends[s] = start;
        }
        for (int row = 0; row < count; row++) {
            rows[places[trades.symbol[row]]++] = row;
        }
    }

    /** A stable counting sort by bucket. */
    private void orderSymbols(List<Entry> entries) {
        int[] starts = new int[Buckets.COUNT + 1];
        for (Entry entry : entries) {
            starts[entry.bucket + 1]++;
        }
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            starts[bucket + 1] += starts[bucket];
        }
        for (Entry entry : entries) {
            ordered[starts[entry.bucket]++] = entry;
        }
    }

    /** An order that fills in parts makes trades of equal times: these are written once. */
    private void writeRepeats(TradeBuffer trades, AvroOutput out) {
        int length = (count + 7) / 8;
        Arrays.fill(repeats, 0, length, (byte) 0);
        int at = 0;
        int times = 0;
        for (int s = 0; s < symbols; s++) {
            int previous = -1;
            for (; at < ends[s]; at++) {
                int row = rows[at];
                if (previous >= 0
                        && trades.tsEvent[row] == trades.tsEvent[previous]
                        && trades.latency[row] == trades.latency[previous]) {
                    repeats[at >>> 3] |= (byte) (1 << (at & 7));
                } else {
                    timeRows[times++] = row;
                }
                previous = row;
            }
            timeEnds[s] = times;
        }
        // The bits cost an eighth of a byte a trade, and a repeat saves two or more.
        if (count - times > count / 16) {
            out.writeLong(length);
            out.writeRaw(repeats, 0, length);
        } else {
            out.writeLong(0);
            System.arraycopy(rows, 0, timeRows, 0, count);
            System.arraycopy(ends, 0, timeEnds, 0, symbols);
        }
    }

    private void writeTimes(AvroOutput out, long[] column, int exponent) {
        int times = symbols == 0 ? 0 : timeEnds[symbols - 1];
        long unit = Decimals.power(exponent);
        for (int i = 0; i < times; i++) {
            values[i] = column[timeRows[i]] / unit;
        }
        startColumn(out, exponent);
        columns.writeChained(out, values, timeEnds, symbols);
    }

    /** An exponent, and no exceptions. */
    private static void startColumn(AvroOutput out, int exponent) {
        out.writeLong(exponent);
        out.endArray();
    }

    /**
     * Brings a column of decimals to units, and writes its exponents. Most symbols share one; a symbol whose values need a
     * smaller one is an exception, so that a single odd price does not make all others long.
     */
    private void startDecimals(AvroOutput out, long[] column, ToIntFunction<Entry> exponentOf) {
        int[] votes = new int[Decimals.MAX_EXPONENT + 1];
        int common = 0;
        for (int s = 0; s < symbols; s++) {
            int exponent = exponentOf.applyAsInt(ordered[s]);
            if (++votes[exponent] > votes[common]) {
                common = exponent;
            }
        }
        int exceptions = 0;
        for (int exponent = 0; exponent < common; exponent++) {
            exceptions += votes[exponent];
        }
        out.writeLong(common);
        out.startArray(exceptions);
        int at = 0;
        for (int s = 0; s < symbols; s++) {
            int exponent = Math.min(common, exponentOf.applyAsInt(ordered[s]));
            if (exponent < common) {
                out.writeLong(s);
                out.writeLong(exponent);
            }
            long unit = Decimals.power(exponent);
            for (; at < ends[s]; at++) {
                values[at] = column[rows[at]] / unit;
            }
        }
        out.endArray();
    }
}
