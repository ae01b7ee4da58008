package io.tapeline.analytics.bars;

import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A bar that can still change: its trades' sums, and what has been said of it so far. */
final class LiveBar {
    /** By start, at equal start the finer first. */
    static final Comparator<LiveBar> ORDER =
            Comparator.<LiveBar>comparingLong(bar -> bar.start).thenComparing(bar -> bar.interval);

    private static final int CHANGED = 1;
    private static final int TOUCHED = 2;
    private static final int STALE = 4;
    private static final int SHOWN = 8;

    final Interval interval;
    final long start;
    final BarState state;

    /** The last revision issued, -1 before the first. */
    int revision = -1;
    /** The last revision issued of the indicators, -1 before the first. */
    int rowRevision = -1;
    /** Not issued as it is. An open bar is always so. */
    boolean changed;
    /** Changed since provisional bars were last asked for. */
    boolean touched;
    /** The sums are out of date: they are to be merged anew from the finer bars. Never so for the finest. */
    boolean stale;
    /** To be added up anew from the trades, within one call. */
    boolean rebuild;
    /** The bar that this was asked for before this one. */
    @Nullable
    LiveBar requestedBefore;

    /** Issued, and not withdrawn: part of the series that the indicators are of. */
    boolean shown;

    private long shownHigh;
    private long shownLow;
    private long shownClose;

    LiveBar(Interval interval, long start) {
        this(interval, start, new BarState());
    }

    private LiveBar(Interval interval, long start, BarState state) {
        this.interval = interval;
        this.start = start;
        this.state = state;
    }

    long end() {
        return start + interval.nanos();
    }

    /** Whether a change has been noted and nothing has been done about it since. */
    boolean isMarkedChanged() {
        return changed && touched;
    }

    /** Notes a change; false if it had been noted before and nothing has been done about it since. */
    boolean markChanged() {
        boolean known = isMarkedChanged();
        changed = true;
        touched = true;
        stale = interval != Interval.S1;
        return !known;
    }

    /** The final bar as it is now, as its next revision. */
    Bar issue(String symbol) {
        return state.toBar(symbol, interval, start, ++revision, true);
    }

    /** The bar as it is now, still open. */
    Bar provisional(String symbol) {
        return state.toBar(symbol, interval, start, revision + 1, false);
    }

    /** Takes over what the indicators depend on; false if that is as it was. */
    boolean show() {
        if (shown && shownHigh == state.high() && shownLow == state.low() && shownClose == state.close()) {
            return false;
        }
        shown = true;
        shownHigh = state.high();
        shownLow = state.low();
        shownClose = state.close();
        return true;
    }

    long shownHigh() {
        return shownHigh;
    }

    long shownLow() {
        return shownLow;
    }

    long shownClose() {
        return shownClose;
    }

    LiveBar copy() {
        LiveBar copy = new LiveBar(interval, start, state.copy());
        copy.revision = revision;
        copy.rowRevision = rowRevision;
        copy.changed = changed;
        copy.touched = touched;
        copy.stale = stale;
        copy.shown = shown;
        copy.shownHigh = shownHigh;
        copy.shownLow = shownLow;
        copy.shownClose = shownClose;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(start);
        out.writeByte((changed ? CHANGED : 0) | (touched ? TOUCHED : 0) | (stale ? STALE : 0) | (shown ? SHOWN : 0));
        out.writeInt(revision);
        out.writeInt(rowRevision);
        out.writeLong(shownHigh);
        out.writeLong(shownLow);
        out.writeLong(shownClose);
        state.write(out);
    }

    static LiveBar read(DataInput in, Interval interval) throws IOException {
        long start = in.readLong();
        int flags = in.readByte();
        int revision = in.readInt();
        int rowRevision = in.readInt();
        long shownHigh = in.readLong();
        long shownLow = in.readLong();
        long shownClose = in.readLong();
        LiveBar bar = new LiveBar(interval, start, BarState.read(in));
        bar.changed = (flags & CHANGED) != 0;
        bar.touched = (flags & TOUCHED) != 0;
        bar.stale = (flags & STALE) != 0;
        bar.shown = (flags & SHOWN) != 0;
        bar.revision = revision;
        bar.rowRevision = rowRevision;
        bar.shownHigh = shownHigh;
        bar.shownLow = shownLow;
        bar.shownClose = shownClose;
        return bar;
    }
}
