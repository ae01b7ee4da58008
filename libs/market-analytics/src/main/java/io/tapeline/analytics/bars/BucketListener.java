package io.tapeline.analytics.bars;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import io.tapeline.model.Slice;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;

/**
 * Hears all that a {@link BucketState} decides, while it decides. Of each event of each slice exactly one method hears,
 * so counting here accounts for everything. Rows passed may be the slice's own and are read-only.
 *
 * <p>Within one call on the state: the events first; then, symbol by symbol, the bars by ascending start, at equal start
 * the finer first; after a symbol's bars its indicators, interval by interval, by ascending start. What a method throws
 * goes through to the caller of the state, which is then undefined.
 */
public interface BucketListener {
    /** A bar that closed or changed ({@code isFinal}), or one still open ({@link BucketState#provisional}). */
    void bar(Bar bar);

    /**
     * A final bar has lost its last trade to a cancel or correction: there is no such bar any more, and no indicators of
     * it. A trade that comes back issues the bar again, with a higher revision.
     *
     * @param revision one above the last one issued
     */
    void withdrawn(String symbol, Interval interval, long start, int revision);

    /** The indicators at a final bar. The revision counts the issues of this row; it is not the bar's. */
    void indicators(IndicatorRow row);

    /** Trades seen for the first time, inside the horizon, now part of bars. */
    void accepted(Slice slice, TradeRows rows);

    /** Trades seen for the first time, older than the horizon, not part of any bar. */
    void late(Slice slice, TradeRows rows);

    /** Trades seen for the first time whose price × size is too large to be summed, not part of any bar. */
    void tooLarge(Slice slice, TradeRows rows);

    /** A correction, and what became of it. */
    void correction(Slice slice, TradeCorrection correction, AmendmentOutcome outcome);

    /** A cancel, and what became of it. */
    void cancel(Slice slice, TradeCancel cancel, AmendmentOutcome outcome);

    /**
     * A slice with quotes, the first time its batch is seen. Quotes are of no bar: none is too late, and as they have no
     * identity, one that comes again in another batch is heard again.
     */
    void quotes(Slice slice);

    /** Trades dropped since their identities are remembered; called only with one or more. */
    void duplicates(int trades);

    /** A slice with events, dropped whole since its batch has been seen. */
    void duplicateBatch(Slice slice);
}
