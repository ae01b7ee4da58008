package io.tapeline.analytics.bars;

import io.tapeline.model.Interval;
import io.tapeline.model.TradeRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The trades of a bucket that are remembered, in order of arrival: to recognise one that comes again, and to rebuild a
 * bar when one is corrected or cancelled.
 *
 * <p>Bound: all that came since the oldest trade whose 1-second bar can still change, and at least a minimum that the
 * caller sets. A trade takes 64 to 128 bytes, and where trades must be looked for, 32 to 64 in the index.
 */
final class RecentTrades {
    /** Part of its bars. */
    static final int COUNTED = 0;
    /** Known, but part of no bar: late, or too large. */
    static final int EXCLUDED = 1;
    /** Part of its bars until it was cancelled. */
    static final int CANCELLED = 2;

    /** {@link #find} found nothing. */
    static final long NONE = IdentityIndex.NONE;

    private final TradeRing ring;
    private final IdentityIndex index;
    private final HighestIds highest;
    /** Mean nothing between calls. */
    private int[] whether = {};

    private int[] kept = {};

    RecentTrades() {
        this(new TradeRing(), new IdentityIndex(), new HighestIds(0));
    }

    private RecentTrades(TradeRing ring, IdentityIndex index, HighestIds highest) {
        this.ring = ring;
        this.index = index;
        this.highest = highest;
    }

    /**
     * The rows that are not remembered, without those that come twice among them: the rows themselves where that is all.
     * They must be {@linkplain #append appended} next, all of them.
     */
    TradeRows sift(TradeRows rows) {
        int count = rows.count();
        whether = whether.length < count ? new int[count] : whether;
        if (highest.note(rows, ring, whether) == 0) {
            return rows;
        }
        kept = kept.length < count ? new int[count] : kept;
        return rows.select(kept, index.enter(ring, rows, whether, kept));
    }

    /**
     * Remembers rows that {@link #sift} has returned.
     *
     * @param labels for each of their dictionary's symbols that they have, what {@link #label} gives for it
     * @param excluded which of them are part of no bar
     */
    void append(TradeRows rows, long[] labels, RowList excluded) {
        long first = ring.next();
        ring.append(rows, labels);
        for (int i = 0; i < excluded.size(); i++) {
            long number = first + excluded.get(i);
            ring.label(number, label(symbolId(number), EXCLUDED));
        }
    }

    /** What is remembered of a trade beside its row. */
    static long label(int symbolId, int status) {
        return (long) symbolId << 32 | status;
    }

    /** The number of the trade, by which the other methods know it until the next change, or {@link #NONE}. */
    long find(long keyHigh, long keyLow) {
        return index.find(ring, IdentityTable.tag(keyHigh, keyLow), keyHigh, keyLow);
    }

    long tsEvent(long number) {
        return ring.get(number, TradeRing.TS_EVENT);
    }

    int symbolId(long number) {
        return (int) (ring.get(number, TradeRing.LABEL) >>> 32);
    }

    int status(long number) {
        return (int) ring.get(number, TradeRing.LABEL);
    }

    /** Whether the trade reads like that. */
    boolean reads(long number, long tsEvent, long price, long size, long sequence) {
        return ring.get(number, TradeRing.TS_EVENT) == tsEvent
                && ring.get(number, TradeRing.PRICE) == price
                && ring.get(number, TradeRing.SIZE) == size
                && ring.get(number, TradeRing.SEQUENCE) == sequence;
    }

    void correct(long number, long tsEvent, long price, long size, long sequence) {
        ring.set(number, tsEvent, price, size, sequence, ring.get(number, TradeRing.LABEL));
    }

    void cancel(long number) {
        ring.label(number, label(symbolId(number), CANCELLED));
    }

    /** The first of the remembered trades' numbers; they run up to {@link #next()}. */
    long first() {
        return ring.first();
    }

    long next() {
        return ring.next();
    }

    /** Adds a trade to a bar. */
    void addTo(BarState bar, long number) {
        bar.add(
                ring.get(number, TradeRing.TS_EVENT),
                ring.get(number, TradeRing.SEQUENCE),
                ring.get(number, TradeRing.KEY_HIGH),
                ring.get(number, TradeRing.KEY_LOW),
                ring.get(number, TradeRing.PRICE),
                ring.get(number, TradeRing.SIZE));
    }

    /** Forgets the oldest trades, down to the minimum, as long as their 1-second bars end by {@code floor}. */
    void evict(long floor, int minimum) {
        long before = ring.first();
        // A second ends by the floor if it starts before the one that the floor is in.
        ring.removeBefore(Interval.S1.start(floor), minimum);
        if (ring.first() != before) {
            index.evicted(ring);
        }
    }

    RecentTrades copy() {
        return new RecentTrades(ring.copy(), index.copy(), highest.copy());
    }

    void write(DataOutput out) throws IOException {
        ring.write(out);
    }

    static RecentTrades read(DataInput in) throws IOException {
        TradeRing ring = TradeRing.read(in);
        // What the highest ids were is not written: they count again once all that was read has been forgotten.
        return new RecentTrades(ring, new IdentityIndex(), new HighestIds(ring.next()));
    }
}
