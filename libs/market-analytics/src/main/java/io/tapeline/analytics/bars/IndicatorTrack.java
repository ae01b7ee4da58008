package io.tapeline.analytics.bars;

import io.tapeline.analytics.indicators.IndicatorState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The indicators along a {@link BarSeries}. {@code base} has seen the bars that are no longer retained, {@code tip} the
 * final ones that are retained as well. When one of those changes, the tip is replayed from the base over what is
 * retained. That always suffices: only a retained bar can change.
 */
final class IndicatorTrack {
    private static final long NONE = Long.MIN_VALUE;
    private static final double PRICE_UNIT = 1e9;

    private IndicatorState base;
    /** The same object as {@code base} while no retained bar is final. */
    private IndicatorState tip;
    /** The start of the last bar in {@code tip}. */
    private long tipStart = NONE;
    /** The start of the first final bar whose prices are not as the indicators have them. */
    private long firstMoved = BarSeries.NEVER;

    IndicatorTrack() {
        this(new IndicatorState());
    }

    private IndicatorTrack(IndicatorState base) {
        this.base = base;
        this.tip = base;
    }

    /** Notes that a final bar's prices are new, have changed, or are gone. */
    void moved(LiveBar bar) {
        firstMoved = Math.min(firstMoved, bar.start);
    }

    /** Emits the rows of the first moved bar and of all after it. */
    void update(String symbol, BarSeries series, BucketListener out) {
        if (firstMoved == BarSeries.NEVER) {
            return;
        }
        int index = 0;
        if (firstMoved > tipStart) {
            index = series.indexOf(firstMoved);
            tip = tip == base ? base.copy() : tip;
        } else {
            tip = base.copy();
            tipStart = NONE;
        }
        for (; index < series.size(); index++) {
            LiveBar bar = series.at(index);
            if (bar.shown) {
                follow(bar);
                if (bar.start >= firstMoved) {
                    out.indicators(tip.row(symbol, bar.interval, bar.start, ++bar.rowRevision));
                }
            }
        }
        firstMoved = BarSeries.NEVER;
    }

    /** Takes over a bar that is retained no longer; they come by start. */
    void fold(LiveBar bar) {
        if (bar.shown) {
            add(base, bar);
        }
        if (bar.start >= tipStart) {
            // Both have now seen the same bars in the same order: they are equal.
            tip = base;
            tipStart = NONE;
        }
    }

    IndicatorTrack copy() {
        IndicatorTrack copy = new IndicatorTrack(base.copy());
        copy.tip = tip == base ? copy.base : tip.copy();
        copy.tipStart = tipStart;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        base.write(out);
    }

    static IndicatorTrack read(DataInput in, BarSeries series) throws IOException {
        IndicatorTrack track = new IndicatorTrack(IndicatorState.read(in));
        for (int i = 0; i < series.size(); i++) {
            LiveBar bar = series.at(i);
            if (bar.shown) {
                track.tip = track.tip == track.base ? track.base.copy() : track.tip;
                track.follow(bar);
            }
        }
        return track;
    }

    private void follow(LiveBar bar) {
        add(tip, bar);
        tipStart = bar.start;
    }

    private static void add(IndicatorState state, LiveBar bar) {
        state.add(bar.shownHigh() / PRICE_UNIT, bar.shownLow() / PRICE_UNIT, bar.shownClose() / PRICE_UNIT);
    }
}
