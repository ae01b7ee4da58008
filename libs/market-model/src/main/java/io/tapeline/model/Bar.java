package io.tapeline.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Open, high, low, close and sums of a symbol's trades in {@code [start, start + interval)} of event time. There is no
 * bar without a trade.
 *
 * @param symbol what was traded, over all venues
 * @param interval the bar's length
 * @param start nanoseconds since the epoch
 * @param open price of the first trade in (ts_event, sequence, key) order, in units of 1e-9
 * @param high highest price, in units of 1e-9
 * @param low lowest price, in units of 1e-9
 * @param close price of the last trade in (ts_event, sequence, key) order, in units of 1e-9
 * @param volume exact sum of sizes, in units of 1e-8
 * @param notional exact sum of price × size, in units of 1e-17
 * @param tradeCount how many trades, at least one
 * @param revision 0 for the first final bar, one more each time it is issued again
 * @param isFinal whether event time had passed the bar's end
 */
public record Bar(
        String symbol,
        Interval interval,
        long start,
        long open,
        long high,
        long low,
        long close,
        Int128 volume,
        Int128 notional,
        long tradeCount,
        int revision,
        boolean isFinal) {
    public Bar {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(interval, "interval is null");
        requireNonNull(volume, "volume is null");
        requireNonNull(notional, "notional is null");
        if (tradeCount < 1) {
            throw new IllegalArgumentException("tradeCount is below one: " + tradeCount);
        }
        if (low > Math.min(open, close) || high < Math.max(open, close)) {
            throw new IllegalArgumentException(
                    "open or close is outside low and high: " + open + " " + high + " " + low + " " + close);
        }
    }

    /** The bar's end, exclusive, in nanoseconds since the epoch. */
    public long end() {
        return start + interval.nanos();
    }

    /**
     * The volume-weighted average price, half-even to nine places; empty if every trade of the bar has size zero.
     */
    public Optional<BigDecimal> vwap() {
        if (volume.equals(Int128.ZERO)) {
            return Optional.empty();
        }
        BigDecimal sum = new BigDecimal(notional.toBigInteger(), FixedPoint.PRICE_SCALE + FixedPoint.SIZE_SCALE);
        BigDecimal size = new BigDecimal(volume.toBigInteger(), FixedPoint.SIZE_SCALE);
        return Optional.of(sum.divide(size, FixedPoint.PRICE_SCALE, RoundingMode.HALF_EVEN));
    }
}
