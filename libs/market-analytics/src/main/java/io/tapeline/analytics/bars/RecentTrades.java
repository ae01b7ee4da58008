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
 * caller sets. A trade takes 56 bytes, and where trades must be looked for, 32 to 64 in the index.
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

    /** The tag of a trade that {@link #prepare} has found to be new. */
    private static final int NEW = 0;

    private final TradeRing ring;
    private final IdentityIndex index;
    private final HighestIds highest;

    RecentTrades() {
        this(new TradeRing(), new IdentityIndex(), new HighestIds(0));
    }

    private RecentTrades(TradeRing ring, IdentityIndex index, HighestIds highest) {
        this.ring = ring;
        this.index = index;
        this.highest = highest;
    }

    /**
     * Makes ready to {@link #add} rows, all of them and in this order: tells those that must be looked for from those
     * that cannot have been here, and reads ahead for the former.
     *
     * @param tags takes what {@link #add} is to be given
     * @return a value without meaning that is to be kept
     */
    long prepare(TradeRows rows, int[] tags) {
        int count = rows.count();
        int lookUps = 0;
        for (int row = 0; row < count; row++) {
            long keyHigh = rows.keyHigh(row);
            long keyLow = rows.keyLow(row);
            if (rows.hasNumericId(row) && highest.isNew(keyHigh, keyLow, ring, count)) {
                tags[row] = NEW;
            } else {
                tags[row] = IdentityTable.tag(keyHigh, keyLow);
                lookUps++;
            }
        }
        if (lookUps == 0) {
            return 0;
        }
        index.enterAll(ring);
        return index.readAhead(tags, count);
    }

    /** Remembers a trade, unless it is remembered: then false. */
    boolean add(
            int tag,
            long keyHigh,
            long keyLow,
            long tsEvent,
            long price,
            long size,
            long sequence,
            int symbolId,
            int status) {
        if (tag != NEW && index.find(ring, tag, keyHigh, keyLow) != NONE) {
            return false;
        }
        ring.append(keyHigh, keyLow, tsEvent, price, size, sequence, (long) symbolId << 32 | status);
        return true;
    }

    /** The number of the trade, by which the other methods know it until the next change, or {@link #NONE}. */
    long find(long keyHigh, long keyLow) {
        return index.find(ring, IdentityTable.tag(keyHigh, keyLow), keyHigh, keyLow);
    }

    long tsEvent(long number) {
        return ring.get(number, TradeRing.TS_EVENT);
    }

    int symbolId(long number) {
        return (int) (ring.get(number, TradeRing.SYMBOL_AND_STATUS) >>> 32);
    }

    int status(long number) {
        return (int) ring.get(number, TradeRing.SYMBOL_AND_STATUS);
    }

    /** Whether the trade reads like that. */
    boolean reads(long number, long tsEvent, long price, long size, long sequence) {
        return ring.get(number, TradeRing.TS_EVENT) == tsEvent
                && ring.get(number, TradeRing.PRICE) == price
                && ring.get(number, TradeRing.SIZE) == size
                && ring.get(number, TradeRing.SEQUENCE) == sequence;
    }

    void correct(long number, long tsEvent, long price, long size, long sequence) {
        ring.set(number, tsEvent, price, size, sequence, ring.get(number, TradeRing.SYMBOL_AND_STATUS));
    }

    void cancel(long number) {
        ring.set(
                number,
                ring.get(number, TradeRing.TS_EVENT),
                ring.get(number, TradeRing.PRICE),
                ring.get(number, TradeRing.SIZE),
                ring.get(number, TradeRing.SEQUENCE),
                (long) symbolId(number) << 32 | CANCELLED);
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
        // A second ends by the floor if it starts before the one that the floor is in.
        long oldestKept = Interval.S1.start(floor);
        long before = ring.first();
        while (ring.size() > minimum && tsEvent(ring.first()) < oldestKept) {
            ring.removeFirst();
        }
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
