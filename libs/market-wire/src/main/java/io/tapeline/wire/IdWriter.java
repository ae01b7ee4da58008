package io.tapeline.wire;

import java.util.Arrays;

/**
 * Writes what venues count: sequences and trade ids. A venue that numbers its trades through has, in a batch, ids that
 * grow with time, so an id is predicted from the time since the venue's previous trade, where that pays.
 */
final class IdWriter {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final double MAX_RATE = 1e9;
    /** Beyond the bits of any number of trades. */
    private static final int BYTES_SHIFT = 24;

    private long[] rates = new long[16];
    private long[] lastNumber = new long[16];
    private long[] lastTime = new long[16];
    /** For each venue, the row of its least id and of its greatest; what prediction saves. */
    private int[] minRow = new int[16];

    private int[] maxRow = new int[16];
    private long[] gain = new long[16];
    private long[] deltas = new long[256];

    /** For each venue, what {@link #predict} settled on. */
    long[] rates() {
        return rates;
    }

    /** The id that is expected so long after the venue's previous one. */
    static long predicted(long lastId, long nanos, long rate) {
        return lastId == 0 ? 0 : lastId + nanos * rate / NANOS_PER_SECOND;
    }

    /** Settles on each venue's rate: as seen in the batch if that makes ids shorter, else 0. */
    void predict(TradeBuffer trades, int[] rows) {
        ensure(trades);
        AttributeTable attributes = trades.attributes;
        int venues = attributes.venueCount();
        Arrays.fill(minRow, 0, venues, -1);
        Arrays.fill(gain, 0, venues, 0);
        for (int row = 0; row < trades.count; row++) {
            int attribute = trades.attribute[row];
            if (attributes.hasNumericIds(attribute)) {
                int venue = attributes.venue(attribute);
                if (minRow[venue] < 0) {
                    minRow[venue] = row;
                    maxRow[venue] = row;
                } else if (trades.id[row] < trades.id[minRow[venue]]) {
                    minRow[venue] = row;
                } else if (trades.id[row] > trades.id[maxRow[venue]]) {
                    maxRow[venue] = row;
                }
            }
        }
        boolean any = false;
        for (int venue = 0; venue < venues; venue++) {
            rates[venue] = minRow[venue] < 0 ? 0 : rate(trades, minRow[venue], maxRow[venue]);
            any |= rates[venue] != 0;
        }
        if (any) {
            weigh(trades, rows);
            for (int venue = 0; venue < venues; venue++) {
                if (gain[venue] <= 0) {
                    rates[venue] = 0;
                }
            }
        }
    }

    void writeSequences(TradeBuffer trades, int[] rows, AvroOutput out) {
        Arrays.fill(lastNumber, 0, trades.attributes.venueCount(), 0);
        for (int i = 0; i < trades.count; i++) {
            int row = rows[i];
            int venue = trades.attributes.venue(trades.attribute[row]);
            deltas[i] = trades.sequence[row] - lastNumber[venue];
            lastNumber[venue] = trades.sequence[row];
        }
        out.writeCollapsed(deltas, trades.count);
    }

    void writeIds(TradeBuffer trades, int[] rows, AvroOutput out) {
        AttributeTable attributes = trades.attributes;
        Arrays.fill(lastNumber, 0, attributes.venueCount(), 0);
        Arrays.fill(lastTime, 0, attributes.venueCount(), 0);
        int items = 0;
        for (int i = 0; i < trades.count; i++) {
            int row = rows[i];
            int attribute = trades.attribute[row];
            if (attributes.hasNumericIds(attribute)) {
                int venue = attributes.venue(attribute);
                long id = trades.id[row];
                long time = trades.tsEvent[row];
                deltas[items++] = id - predicted(lastNumber[venue], time - lastTime[venue], rates[venue]);
                lastNumber[venue] = id;
                lastTime[venue] = time;
            }
        }
        out.writeCollapsed(deltas, items);
    }

    void writeTextIds(TradeBuffer trades, int[] rows, AvroOutput out) {
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

    /** Ids a second between a venue's least id and its greatest; 0 if time does not grow with them. */
    private static long rate(TradeBuffer trades, int minRow, int maxRow) {
        double idSpan = trades.id[maxRow] - trades.id[minRow];
        double nanos = trades.tsEvent[maxRow] - trades.tsEvent[minRow];
        double rate = idSpan / nanos * NANOS_PER_SECOND;
        return nanos > 0 && rate <= MAX_RATE ? (long) rate : 0;
    }

    /** Counts what prediction saves each venue. */
    private void weigh(TradeBuffer trades, int[] rows) {
        AttributeTable attributes = trades.attributes;
        Arrays.fill(lastNumber, 0, attributes.venueCount(), 0);
        Arrays.fill(lastTime, 0, attributes.venueCount(), 0);
        for (int i = 0; i < trades.count; i++) {
            int row = rows[i];
            int attribute = trades.attribute[row];
            if (attributes.hasNumericIds(attribute)) {
                int venue = attributes.venue(attribute);
                long id = trades.id[row];
                long time = trades.tsEvent[row];
                long plain = id - lastNumber[venue];
                long delta = id - predicted(lastNumber[venue], time - lastTime[venue], rates[venue]);
                gain[venue] += weight(plain) - weight(delta);
                lastNumber[venue] = id;
                lastTime[venue] = time;
            }
        }
    }

    /** Bytes on the wire first, then bits, which compression sees. */
    private static long weight(long delta) {
        return ((long) AvroOutput.length(delta) << BYTES_SHIFT) + Bits.width(Math.abs(delta));
    }

    private void ensure(TradeBuffer trades) {
        int venues = trades.attributes.venueCount();
        if (venues > rates.length) {
            int length = Math.max(venues, rates.length * 2);
            rates = new long[length];
            lastNumber = new long[length];
            lastTime = new long[length];
            minRow = new int[length];
            maxRow = new int[length];
            gain = new long[length];
        }
        if (trades.count > deltas.length) {
            deltas = new long[Math.max(trades.count, deltas.length * 2)];
        }
    }
}
