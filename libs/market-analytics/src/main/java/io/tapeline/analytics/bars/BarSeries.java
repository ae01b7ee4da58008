package io.tapeline.analytics.bars;

import io.tapeline.model.Interval;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The retained bars of a symbol and interval, by start.
 *
 * <p>A bar is retained until the longer bar that it is part of can no longer change, since that one is merged from it;
 * the longest until it can no longer change itself.
 */
final class BarSeries {
    static final long NEVER = Long.MAX_VALUE;

    private static final Interval[] INTERVALS = Interval.values();
    private static final LiveBar[] NO_BARS = {};
    private static final long[] NO_STARTS = {};
    /** As many 1-second bars as are open at the default out-of-orderness, and the next. */
    private static final int NEWEST = 4;

    private final Interval interval;
    /** The interval that these bars roll up to, or their own if it is the longest. */
    private final Interval parent;

    private LiveBar[] bars = NO_BARS;
    /** The start of each bar, so that a search need not wait for the memory of bars that it only passes. */
    private long[] starts = NO_STARTS;

    private int size;
    /** Bars before this start are as last issued. */
    private long firstChanged = NEVER;

    BarSeries(Interval interval) {
        this.interval = interval;
        this.parent = INTERVALS[Math.min(interval.ordinal() + 1, INTERVALS.length - 1)];
    }

    int size() {
        return size;
    }

    LiveBar at(int index) {
        return bars[index];
    }

    /** The index of the first bar at or after {@code start}. */
    int indexOf(long start) {
        int high = size;
        // Most searches are for one of the newest bars, and those are at hand.
        for (int newest = 0; newest < NEWEST; newest++) {
            if (high == 0 || starts[high - 1] < start) {
                return high;
            }
            high--;
        }
        int low = 0;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Nullable
    LiveBar find(long start) {
        int index = indexOf(start);
        return index < size && starts[index] == start ? bars[index] : null;
    }

    LiveBar findOrCreate(long start) {
        int index = indexOf(start);
        if (index < size && starts[index] == start) {
            return bars[index];
        }
        insert(index, new LiveBar(interval, start));
        return bars[index];
    }

    private void insert(int index, LiveBar bar) {
        if (size == bars.length) {
            int length = Math.max(4, size * 2);
            bars = Arrays.copyOf(bars, length);
            starts = Arrays.copyOf(starts, length);
        }
        System.arraycopy(bars, index, bars, index + 1, size - index);
        System.arraycopy(starts, index, starts, index + 1, size - index);
        bars[index] = bar;
        starts[index] = bar.start;
        size++;
    }

    /** Notes that the bar differs from what was issued; false if that and all that follows from it is known. */
    boolean markChanged(LiveBar bar) {
        firstChanged = Math.min(firstChanged, bar.start);
        return bar.markChanged();
    }

    /** Adds to {@code due} the changed bars that end by {@code progress}, and takes them for issued. */
    void takeDue(long progress, List<LiveBar> due) {
        if (progress < nextClose()) {
            return;
        }
        int index = indexOf(firstChanged);
        firstChanged = NEVER;
        for (; index < size; index++) {
            LiveBar bar = bars[index];
            if (bar.changed) {
                if (bar.end() > progress) {
                    firstChanged = bar.start;
                    return;
                }
                bar.changed = false;
                due.add(bar);
            }
        }
    }

    /** The earliest end of a changed bar: the progress at which there is something to issue. */
    long nextClose() {
        return firstChanged == NEVER ? NEVER : firstChanged + interval.nanos();
    }

    /** The floor at which the oldest bar is no longer needed. */
    long nextExpiry() {
        return size == 0 ? NEVER : expiry(starts[0]);
    }

    /** Drops the bars that are not needed at this floor; the indicators take them over. */
    void prune(long floor, IndicatorTrack indicators) {
        int drop = 0;
        while (drop < size && expiry(starts[drop]) <= floor) {
            indicators.fold(bars[drop]);
            drop++;
        }
        if (drop > 0) {
            System.arraycopy(bars, drop, bars, 0, size - drop);
            System.arraycopy(starts, drop, starts, 0, size - drop);
            Arrays.fill(bars, size - drop, size, null);
            size -= drop;
            if (size == 0) {
                bars = NO_BARS;
                starts = NO_STARTS;
            }
        }
    }

    private long expiry(long start) {
        return parent.start(start) + parent.nanos();
    }

    BarSeries copy() {
        BarSeries copy = new BarSeries(interval);
        copy.bars = new LiveBar[size];
        for (int i = 0; i < size; i++) {
            copy.bars[i] = bars[i].copy();
        }
        copy.starts = Arrays.copyOf(starts, size);
        copy.size = size;
        copy.firstChanged = firstChanged;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            bars[i].write(out);
        }
    }

    static BarSeries read(DataInput in, Interval interval) throws IOException {
        BarSeries series = new BarSeries(interval);
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            LiveBar bar = LiveBar.read(in, interval);
            series.insert(i, bar);
            if (bar.changed) {
                series.firstChanged = Math.min(series.firstChanged, bar.start);
            }
        }
        return series;
    }
}
