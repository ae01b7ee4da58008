package io.tapeline.analytics.bars;

import io.tapeline.model.Bar;
import io.tapeline.model.Int128;
import io.tapeline.model.Interval;
import io.tapeline.model.TradeRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The exact accumulator of one bar. Adding the same trades in any order, or merging the states of any partition of them
 * in any order, gives the same state: open and close are those of the first and last trade by (ts_event, sequence, key
 * high, key low), compared as signed numbers; sums are 128-bit integers.
 *
 * <p>Size: seventeen longs. Not thread safe. Does not recognise duplicates: whoever adds has done so.
 */
public final class BarState {
    private static final int NO_ROW = -1;

    private long count;

    private long open;
    private long openTs;
    private long openSequence;
    private long openKeyHigh;
    private long openKeyLow;

    private long close;
    private long closeTs;
    private long closeSequence;
    private long closeKeyHigh;
    private long closeKeyLow;

    private long high;
    private long low;
    private long volumeHigh;
    private long volumeLow;
    private long notionalHigh;
    private long notionalLow;

    /** Whether no trade has been added. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** How many trades have been added. */
    public long tradeCount() {
        return count;
    }

    /** Some bits of the first and the last of it, for reading ahead. */
    long peek() {
        return count ^ notionalLow;
    }

    /** The highest price, in units of 1e-9; undefined while {@linkplain #isEmpty() empty}. */
    public long high() {
        return high;
    }

    /** The lowest price, in units of 1e-9; undefined while {@linkplain #isEmpty() empty}. */
    public long low() {
        return low;
    }

    /** The last trade's price, in units of 1e-9; undefined while {@linkplain #isEmpty() empty}. */
    public long close() {
        return close;
    }

    /**
     * Adds a trade.
     *
     * @param tsEvent nanoseconds since the epoch
     * @param sequence the venue's, 0 if none
     * @param keyHigh the upper word of the trade's identity
     * @param keyLow the lower word of the trade's identity
     * @param price in units of 1e-9, above zero
     * @param size in units of 1e-8, zero or more
     * @throws ArithmeticException if the sum of price × size leaves 128 bits; the state is then undefined
     */
    public void add(long tsEvent, long sequence, long keyHigh, long keyLow, long price, long size) {
        if (count++ == 0) {
            open(tsEvent, sequence, keyHigh, keyLow, price);
            close(tsEvent, sequence, keyHigh, keyLow, price);
            high = price;
            low = price;
        } else {
            if (tsEvent >= closeTs && follows(tsEvent, sequence, keyHigh, keyLow)) {
                close(tsEvent, sequence, keyHigh, keyLow, price);
            }
            if (tsEvent <= openTs && precedes(tsEvent, sequence, keyHigh, keyLow)) {
                open(tsEvent, sequence, keyHigh, keyLow, price);
            }
            high = Math.max(high, price);
            low = Math.min(low, price);
        }
        addVolume(0, size);
        addNotional(Math.multiplyHigh(price, size), price * size);
    }

    /**
     * Adds rows as {@link #add} would, one after the other, up to the first that is not of this bar or too large to be
     * summed. What the rows share stays in registers meanwhile: this loop runs once a trade.
     *
     * @param first the earliest ts_event that is of the bar
     * @param width how many nanoseconds from there on are of it, read without a sign
     * @return the index of the first row that was not added, {@code end} if all were
     */
    int addWhile(TradeRows rows, int from, int end, long first, long width) {
        int row = from;
        if (count == 0 && row < end && isOfBar(rows, row, first, width)) {
            add(rows, row++);
        }
        int unopened = row;
        long highest = high;
        long lowest = low;
        long latest = closeTs;
        long earliest = Long.MAX_VALUE;
        // The first and the last row of the latest ts_event: without branches, as which is later no one can foretell.
        int closing = NO_ROW;
        int tied = NO_ROW;
        long volumeUpper = 0;
        long volume = 0;
        long notionalUpper = 0;
        long notional = 0;
        for (; row < end; row++) {
            long tsEvent = rows.tsEvent(row);
            long price = rows.price(row);
            long size = rows.size(row);
            long upper = Math.multiplyHigh(price, size);
            if (Long.compareUnsigned(tsEvent - first, width) >= 0 || TradeLimits.isTooLarge(price, size)) {
                break;
            }
            closing = tsEvent > latest ? row : closing;
            tied = tsEvent >= latest ? row : tied;
            latest = Math.max(latest, tsEvent);
            earliest = Math.min(earliest, tsEvent);
            highest = Math.max(highest, price);
            lowest = Math.min(lowest, price);
            volume += size;
            volumeUpper += Long.compareUnsigned(volume, size) < 0 ? 1 : 0;
            long lower = price * size;
            notional += lower;
            notionalUpper += upper + (Long.compareUnsigned(notional, lower) < 0 ? 1 : 0);
        }
        if (row > unopened) {
            count += row - unopened;
            high = highest;
            low = lowest;
            if (closing != NO_ROW) {
                close(latest, rows.sequence(closing), rows.keyHigh(closing), rows.keyLow(closing), rows.price(closing));
            }
            if (tied != closing) {
                closeWithLast(rows, Math.max(closing, unopened), tied);
            }
            addVolume(volumeUpper, volume);
            addNotional(notionalUpper, notional);
            if (earliest <= openTs) {
                openWithFirst(rows, unopened, row);
            }
        }
        return row;
    }

    /** Of rows of the latest ts_event, the last: one after the other, as they are few. */
    private void closeWithLast(TradeRows rows, int from, int last) {
        for (int row = from; row <= last; row++) {
            long tsEvent = rows.tsEvent(row);
            if (tsEvent == closeTs && follows(tsEvent, rows.sequence(row), rows.keyHigh(row), rows.keyLow(row))) {
                close(tsEvent, rows.sequence(row), rows.keyHigh(row), rows.keyLow(row), rows.price(row));
            }
        }
    }

    /** Few rows come before a bar's first: they are looked for only when there must be one, or one of equal time. */
    private void openWithFirst(TradeRows rows, int from, int end) {
        for (int row = from; row < end; row++) {
            long tsEvent = rows.tsEvent(row);
            if (tsEvent <= openTs && precedes(tsEvent, rows.sequence(row), rows.keyHigh(row), rows.keyLow(row))) {
                open(tsEvent, rows.sequence(row), rows.keyHigh(row), rows.keyLow(row), rows.price(row));
            }
        }
    }

    private static boolean isOfBar(TradeRows rows, int row, long first, long width) {
        return Long.compareUnsigned(rows.tsEvent(row) - first, width) < 0
                && !TradeLimits.isTooLarge(rows.price(row), rows.size(row));
    }

    private void add(TradeRows rows, int row) {
        add(
                rows.tsEvent(row),
                rows.sequence(row),
                rows.keyHigh(row),
                rows.keyLow(row),
                rows.price(row),
                rows.size(row));
    }

    /**
     * Adds all trades of another state, which stays as it is.
     *
     * @throws ArithmeticException if the sum of price × size leaves 128 bits; the state is then undefined
     */
    public void merge(BarState other) {
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            set(other);
            return;
        }
        count += other.count;
        if (other.closeTs >= closeTs
                && follows(other.closeTs, other.closeSequence, other.closeKeyHigh, other.closeKeyLow)) {
            close(other.closeTs, other.closeSequence, other.closeKeyHigh, other.closeKeyLow, other.close);
        }
        if (other.openTs <= openTs && precedes(other.openTs, other.openSequence, other.openKeyHigh, other.openKeyLow)) {
            open(other.openTs, other.openSequence, other.openKeyHigh, other.openKeyLow, other.open);
        }
        high = Math.max(high, other.high);
        low = Math.min(low, other.low);
        addVolume(other.volumeHigh, other.volumeLow);
        addNotional(other.notionalHigh, other.notionalLow);
    }

    /** Forgets all trades. */
    public void clear() {
        set(new BarState());
    }

    /** An equal state that shares nothing with this one. */
    public BarState copy() {
        BarState copy = new BarState();
        copy.set(this);
        return copy;
    }

    /**
     * The bar of the trades added so far.
     *
     * @throws IllegalArgumentException if there are none
     */
    public Bar toBar(String symbol, Interval interval, long start, int revision, boolean isFinal) {
        return new Bar(
                symbol,
                interval,
                start,
                open,
                high,
                low,
                close,
                new Int128(volumeHigh, volumeLow),
                new Int128(notionalHigh, notionalLow),
                count,
                revision,
                isFinal);
    }

    /** Writes the state, for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(open);
        out.writeLong(openTs);
        out.writeLong(openSequence);
        out.writeLong(openKeyHigh);
        out.writeLong(openKeyLow);
        out.writeLong(close);
        out.writeLong(closeTs);
        out.writeLong(closeSequence);
        out.writeLong(closeKeyHigh);
        out.writeLong(closeKeyLow);
        out.writeLong(high);
        out.writeLong(low);
        out.writeLong(volumeHigh);
        out.writeLong(volumeLow);
        out.writeLong(notionalHigh);
        out.writeLong(notionalLow);
    }

    /** The state that {@link #write} wrote. */
    public static BarState read(DataInput in) throws IOException {
        BarState state = new BarState();
        state.count = in.readLong();
        state.open = in.readLong();
        state.openTs = in.readLong();
        state.openSequence = in.readLong();
        state.openKeyHigh = in.readLong();
        state.openKeyLow = in.readLong();
        state.close = in.readLong();
        state.closeTs = in.readLong();
        state.closeSequence = in.readLong();
        state.closeKeyHigh = in.readLong();
        state.closeKeyLow = in.readLong();
        state.high = in.readLong();
        state.low = in.readLong();
        state.volumeHigh = in.readLong();
        state.volumeLow = in.readLong();
        state.notionalHigh = in.readLong();
        state.notionalLow = in.readLong();
        return state;
    }

    private void set(BarState other) {
        count = other.count;
        open(other.openTs, other.openSequence, other.openKeyHigh, other.openKeyLow, other.open);
        close(other.closeTs, other.closeSequence, other.closeKeyHigh, other.closeKeyLow, other.close);
        high = other.high;
        low = other.low;
        volumeHigh = other.volumeHigh;
        volumeLow = other.volumeLow;
        notionalHigh = other.notionalHigh;
        notionalLow = other.notionalLow;
    }

    private void open(long tsEvent, long sequence, long keyHigh, long keyLow, long price) {
        openTs = tsEvent;
        openSequence = sequence;
        openKeyHigh = keyHigh;
        openKeyLow = keyLow;
        open = price;
    }

    private void close(long tsEvent, long sequence, long keyHigh, long keyLow, long price) {
        closeTs = tsEvent;
        closeSequence = sequence;
        closeKeyHigh = keyHigh;
        closeKeyLow = keyLow;
        close = price;
    }

    private boolean follows(long tsEvent, long sequence, long keyHigh, long keyLow) {
        return compare(tsEvent, sequence, keyHigh, keyLow, closeTs, closeSequence, closeKeyHigh, closeKeyLow) > 0;
    }

    private boolean precedes(long tsEvent, long sequence, long keyHigh, long keyLow) {
        return compare(tsEvent, sequence, keyHigh, keyLow, openTs, openSequence, openKeyHigh, openKeyLow) < 0;
    }

    private static int compare(
            long ts, long sequence, long high, long low, long ts2, long sequence2, long high2, long low2) {
        if (ts != ts2) {
            return Long.compare(ts, ts2);
        }
        if (sequence != sequence2) {
            return Long.compare(sequence, sequence2);
        }
        return high != high2 ? Long.compare(high, high2) : Long.compare(low, low2);
    }

    private void addVolume(long upper, long lower) {
        long sum = volumeLow + lower;
        volumeHigh = Int128.addHigh(volumeHigh, upper, volumeLow, sum);
        volumeLow = sum;
    }

    private void addNotional(long upper, long lower) {
        long sum = notionalLow + lower;
        notionalHigh = Int128.addHigh(notionalHigh, upper, notionalLow, sum);
        notionalLow = sum;
    }
}
