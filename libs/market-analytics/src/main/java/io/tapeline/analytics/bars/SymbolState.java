package io.tapeline.analytics.bars;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapeline.model.Hashing;
import io.tapeline.model.Interval;
import io.tapeline.model.TradeRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bars and indicators of one symbol. Trades touch the 1-second bars only; a longer bar is merged from the next finer
 * ones when it is issued, so that whatever happens to a 1-second bar is exact all the way up.
 *
 * <p>Between calls these hold: a bar that is open is marked changed; with a bar, all longer bars over it are marked.
 */
final class SymbolState {
    private static final Interval[] INTERVALS = Interval.values();
    private static final long SECOND = Interval.S1.nanos();

    final String name;
    /** The name's hash, and its UTF-8: by these it is found. */
    final long hash;

    final byte[] utf8;
    /** The number that the bucket gives this symbol. */
    final int id;
    /** Whose copy this is: others may read it, and must copy it to write. */
    final Object owner;

    private final BarSeries[] ladder = new BarSeries[INTERVALS.length];
    private final IndicatorTrack[] tracks = new IndicatorTrack[INTERVALS.length];
    private long lastEvent = Long.MIN_VALUE;
    /** Whether an open bar may have changed since {@link #provisional}. */
    private boolean touched;

    /** The 1-second bar that the last trade fell into. */
    private @Nullable LiveBar current;
    /** See {@link #takeNews}. */
    private boolean news;
    /** The last of the 1-second bars to be added up anew; the others hang on it. */
    private @Nullable LiveBar requested;

    SymbolState(String name, long hash, int id, Object owner) {
        this.name = name;
        this.hash = hash;
        this.utf8 = name.getBytes(UTF_8);
        this.id = id;
        this.owner = owner;
        for (Interval interval : INTERVALS) {
            ladder[interval.ordinal()] = new BarSeries(interval);
            tracks[interval.ordinal()] = new IndicatorTrack();
        }
    }

    private SymbolState(SymbolState other, Object owner) {
        this.name = other.name;
        this.hash = other.hash;
        this.utf8 = other.utf8;
        this.id = other.id;
        this.owner = owner;
        this.lastEvent = other.lastEvent;
        this.touched = other.touched;
        for (int level = 0; level < INTERVALS.length; level++) {
            ladder[level] = other.ladder[level].copy();
            tracks[level] = other.tracks[level].copy();
        }
    }

    /**
     * Adds a run of rows of this symbol, but those that are of no bar.
     *
     * @param floor no bar takes what is older
     * @param excluded takes the indices of the rows that are older or too large
     */
    void add(TradeRows rows, int from, int end, long floor, RowList excluded) {
        int row = from;
        while (row < end) {
            long tsEvent = rows.tsEvent(row);
            if (tsEvent < floor || TradeLimits.isTooLarge(rows.price(row), rows.size(row))) {
                excluded.add(row++);
            } else {
                LiveBar bar = changing(tsEvent);
                long first = Math.max(bar.start, floor);
                row = bar.state.addWhile(rows, row, end, first, SECOND - (first - bar.start));
            }
        }
    }

    /** The 1-second bar at {@code tsEvent}, marked changed. */
    private LiveBar changing(long tsEvent) {
        LiveBar bar = current;
        // One unsigned comparison for both ends of the second.
        if (bar == null || Long.compareUnsigned(tsEvent - bar.start, SECOND) >= 0) {
            bar = ladder[0].findOrCreate(Interval.S1.start(tsEvent));
            current = bar;
        }
        markChanged(bar);
        return bar;
    }

    /** Marks a 1-second bar, and the longer ones over it. */
    private void markChanged(LiveBar bar) {
        if (bar.isMarkedChanged()) {
            // Where a bar's change is known, those over it are marked: they are dealt with no earlier than it.
            return;
        }
        touched = true;
        lastEvent = Math.max(lastEvent, bar.start);
        boolean isNews = ladder[0].markChanged(bar);
        news |= isNews;
        for (int level = 1; level < INTERVALS.length && isNews; level++) {
            BarSeries series = ladder[level];
            isNews = series.markChanged(series.findOrCreate(INTERVALS[level].start(bar.start)));
        }
    }

    /** Whether there may be something to issue that there was not when this was last asked. */
    boolean takeNews() {
        boolean taken = news;
        news = false;
        return taken;
    }

    /** Some bits of what {@link #add} will need, for reading ahead. */
    long peek() {
        LiveBar bar = current;
        return bar == null ? 0 : bar.start ^ bar.state.peek();
    }

    /** Asks for the 1-second bar at {@code tsEvent} to be added up anew. */
    void requestRebuild(long tsEvent) {
        LiveBar bar = ladder[0].findOrCreate(Interval.S1.start(tsEvent));
        if (!bar.rebuild) {
            bar.rebuild = true;
            bar.requestedBefore = requested;
            requested = bar;
            markChanged(bar);
        }
    }

    /** Empties the bars to be added up anew. */
    void clearRequested() {
        for (LiveBar bar = requested; bar != null; bar = bar.requestedBefore) {
            bar.state.clear();
        }
    }

    /** The bar that a remembered trade belongs to, if it is to be added up anew. */
    @Nullable
    BarState requested(long tsEvent) {
        LiveBar bar = ladder[0].find(Interval.S1.start(tsEvent));
        return bar != null && bar.rebuild ? bar.state : null;
    }

    /** Takes note that the bars that were to be added up anew have been. */
    void rebuilt() {
        LiveBar bar = requested;
        requested = null;
        while (bar != null) {
            LiveBar before = bar.requestedBefore;
            bar.requestedBefore = null;
            bar.rebuild = false;
            bar = before;
        }
    }

    /** Issues what is final at this progress and not said yet, then drops what can no longer change. */
    void settle(long progress, long floor, Scratch scratch, BucketListener out) {
        List<LiveBar> due = scratch.bars();
        for (BarSeries series : ladder) {
            series.takeDue(progress, due);
        }
        if (!due.isEmpty()) {
            due.sort(LiveBar.ORDER);
            for (LiveBar bar : due) {
                issue(bar, out);
            }
            for (int level = 0; level < INTERVALS.length; level++) {
                tracks[level].update(name, ladder[level], out);
            }
        }
        if (nextExpiry() <= floor) {
            for (int level = 0; level < INTERVALS.length; level++) {
                ladder[level].prune(floor, tracks[level]);
            }
            current = null;
        }
    }

    private void issue(LiveBar bar, BucketListener out) {
        refresh(bar);
        IndicatorTrack track = tracks[bar.interval.ordinal()];
        if (!bar.state.isEmpty()) {
            out.bar(bar.issue(name));
            if (bar.show()) {
                track.moved(bar);
            }
        } else if (bar.shown) {
            bar.shown = false;
            out.withdrawn(name, bar.interval, bar.start, ++bar.revision);
            track.moved(bar);
        }
    }

    boolean isTouched() {
        return touched;
    }

    /** Emits the open bars touched since the last call. */
    void provisional(long progress, Scratch scratch, BucketListener out) {
        touched = false;
        List<LiveBar> changed = scratch.bars();
        for (BarSeries series : ladder) {
            for (int i = series.size() - 1; i >= 0 && series.at(i).end() > progress; i--) {
                LiveBar bar = series.at(i);
                if (bar.touched) {
                    bar.touched = false;
                    changed.add(bar);
                }
            }
        }
        changed.sort(LiveBar.ORDER);
        for (LiveBar bar : changed) {
            refresh(bar);
            if (!bar.state.isEmpty()) {
                out.bar(bar.provisional(name));
            }
        }
    }

    /** The progress at which there is something to issue. */
    long nextClose() {
        long next = BarSeries.NEVER;
        for (BarSeries series : ladder) {
            next = Math.min(next, series.nextClose());
        }
        return next;
    }

    /** The floor at which there is something to drop. */
    long nextExpiry() {
        long next = BarSeries.NEVER;
        for (BarSeries series : ladder) {
            next = Math.min(next, series.nextExpiry());
        }
        return next;
    }

    /** Whether there are no bars, and the last trade is older than {@code ts}. */
    boolean isIdleSince(long ts) {
        return lastEvent < ts && nextExpiry() == BarSeries.NEVER;
    }

    private void refresh(LiveBar bar) {
        if (!bar.stale) {
            return;
        }
        bar.stale = false;
        bar.state.clear();
        BarSeries finer = ladder[bar.interval.ordinal() - 1];
        for (int i = finer.indexOf(bar.start); i < finer.size() && finer.at(i).start < bar.end(); i++) {
            LiveBar part = finer.at(i);
            refresh(part);
            bar.state.merge(part.state);
        }
    }

    SymbolState copy(Object newOwner) {
        return new SymbolState(this, newOwner);
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(name);
        out.writeInt(id);
        out.writeLong(lastEvent);
        out.writeBoolean(touched);
        for (int level = 0; level < INTERVALS.length; level++) {
            ladder[level].write(out);
            tracks[level].write(out);
        }
    }

    static SymbolState read(DataInput in, Object owner) throws IOException {
        String name = in.readUTF();
        SymbolState state = new SymbolState(name, Hashing.hash64(name), in.readInt(), owner);
        state.lastEvent = in.readLong();
        state.touched = in.readBoolean();
        for (Interval interval : INTERVALS) {
            BarSeries series = BarSeries.read(in, interval);
            state.ladder[interval.ordinal()] = series;
            state.tracks[interval.ordinal()] = IndicatorTrack.read(in, series);
        }
        return state;
    }
}
