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
    private static final int SAMPLE = 15;

    private final long[] sample = new long[SAMPLE];
    private Entry[] ordered = new Entry[256];
    /** Rows of the buffer in the order of the wire. */
    private int[] rows = new int[256];
    /** For each symbol, the place on the wire after its last trade. */
    private int[] ends = new int[256];

    private long[] values = new long[256];
    private long[] deltas = new long[256];
    private long[] lastOfVenue = new long[16];

    /** Writes the fields symbols to trade_id_text. */
    void write(TradeBuffer trades, AvroOutput out) {
        order(trades);
        int symbols = trades.symbols.size();
        out.startArray(symbols);
        for (int i = 0; i < symbols; i++) {
            out.writeText(ordered[i].utf8);
            deltas[i] = ordered[i].trades;
        }
        out.endArray();
        out.writeCollapsed(deltas, symbols);
        trades.attributes.write(out);
        for (int i = 0; i < trades.count; i++) {
            deltas[i] = trades.attribute[rows[i]];
        }
        out.writeCollapsed(deltas, trades.count);

        writeTimes(out, trades.tsEvent, trades.tsEventExponent, symbols);
        writeTimes(out, trades.latency, trades.latencyExponent, symbols);
        gather(out, trades.price, symbols, entry -> entry.priceExponent);
        writeChained(out, symbols);
        gather(out, trades.size, symbols, entry -> entry.sizeExponent);
        writeFlat(out, trades.count);

        writeCounted(out, trades, trades.sequence, false);
        writeCounted(out, trades, trades.id, true);
        writeTextIds(out, trades);
    }

    private void order(TradeBuffer trades) {
        int symbols = trades.symbols.size();
        int count = trades.count;
        if (count > rows.length) {
            int length = Math.max(count, rows.length * 2);
            rows = new int[length];
            values = new long[length];
            deltas = new long[length];
        }
        if (symbols > ordered.length) {
            int length = Math.max(symbols, ordered.length * 2);
            ordered = new Entry[length];
            ends = new int[length];
        }
        if (trades.attributes.venueCount() > lastOfVenue.length) {
            lastOfVenue = new long[trades.attributes.venueCount() * 2];
        }
        orderSymbols(trades.symbols);
        // ends holds, by a symbol's index of arrival, first where it starts and then, its rows placed, where it ends.
        int start = 0;
        for (int i = 0; i < symbols; i++) {
            ends[ordered[i].index] = start;
            start += ordered[i].trades;
        }
        for (int row = 0; row < count; row++) {
            rows[ends[trades.symbol[row]]++] = row;
        }
    }

    /** A stable counting sort by bucket. */
    private void orderSymbols(List<Entry> symbols) {
        int[] starts = new int[Buckets.COUNT + 1];
        for (Entry entry : symbols) {
            starts[entry.bucket + 1]++;
        }
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            starts[bucket + 1] += starts[bucket];
        }
        for (Entry entry : symbols) {
            ordered[starts[entry.bucket]++] = entry;
        }
    }

    private void writeTimes(AvroOutput out, long[] column, int exponent, int symbols) {
        int count = symbols == 0 ? 0 : ends[ordered[symbols - 1].index];
        long unit = Decimals.power(exponent);
        for (int i = 0; i < count; i++) {
            values[i] = column[rows[i]] / unit;
        }
        out.writeLong(exponent);
        out.endArray();
        writeChained(out, symbols);
    }

    /**
     * Brings a column of decimals to units, and writes its exponents. Most symbols share one; a symbol whose values need a
     * smaller one is an exception, so that a single odd price does not make all others long.
     */
    private void gather(AvroOutput out, long[] column, int symbols, ToIntFunction<Entry> exponentOf) {
        int[] votes = new int[Decimals.MAX_EXPONENT + 1];
        int common = 0;
        for (int i = 0; i < symbols; i++) {
            int exponent = exponentOf.applyAsInt(ordered[i]);
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
        for (int i = 0; i < symbols; i++) {
            int exponent = Math.min(common, exponentOf.applyAsInt(ordered[i]));
            if (exponent < common) {
                out.writeLong(i);
                out.writeLong(exponent);
            }
            long unit = Decimals.power(exponent);
            int end = ends[ordered[i].index];
            for (; at < end; at++) {
                values[at] = column[rows[at]] / unit;
            }
        }
        out.endArray();
    }

    /** Differences from the symbol's previous trade; for its first trade, from the base. */
    private void writeChained(AvroOutput out, int symbols) {
        int count = symbols == 0 ? 0 : ends[ordered[symbols - 1].index];
        long base = median(count);
        int at = 0;
        for (int i = 0; i < symbols; i++) {
            long previous = base;
            int end = ends[ordered[i].index];
            for (; at < end; at++) {
                long value = values[at];
                deltas[at] = value - previous;
                previous = value;
            }
        }
        out.writeLong(base);
        out.writeCollapsed(deltas, count);
    }

    /** Differences from the base. */
    private void writeFlat(AvroOutput out, int count) {
        long base = median(count);
        for (int i = 0; i < count; i++) {
            deltas[i] = values[i] - base;
        }
        out.writeLong(base);
        out.writeCollapsed(deltas, count);
    }

    /** Differences from the previous trade of the same venue. */
    private void writeCounted(AvroOutput out, TradeBuffer trades, long[] column, boolean numericOnly) {
        Arrays.fill(lastOfVenue, 0);
        int items = 0;
        for (int i = 0; i < trades.count; i++) {
            int row = rows[i];
            int attribute = trades.attribute[row];
            if (numericOnly && !trades.attributes.hasNumericIds(attribute)) {
                continue;
            }
            int venue = trades.attributes.venue(attribute);
            deltas[items++] = column[row] - lastOfVenue[venue];
            lastOfVenue[venue] = column[row];
        }
        out.writeCollapsed(deltas, items);
    }

    private void writeTextIds(AvroOutput out, TradeBuffer trades) {
        int items = trades.textIds.size();
        out.startArray(items);
        if (items > 0) {
            // Text ids stand in order of arrival: a row's is found by counting.
            int[] place = new int[trades.count];
            int next = 0;
            for (int row = 0; row < trades.count; row++) {
                place[row] = trades.attributes.hasTextIds(trades.attribute[row]) ? next++ : -1;
            }
            for (int i = 0; i < trades.count; i++) {
                int at = place[rows[i]];
                if (at >= 0) {
                    out.writeText(trades.textIds.get(at));
                }
            }
        }
        out.endArray();
    }

    /** A value in the middle, so that differences from it are small both ways; of a sample, so that it costs little. */
    private long median(int count) {
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
