package io.tapeline.analytics.indicators;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The indicators of a symbol and interval at one bar, in units of price (not of 1e-9). A value is null until its
 * formula has the bars that it needs, and is never NaN.
 *
 * @param symbol what was traded
 * @param interval the bars' length
 * @param start the bar's start, nanoseconds since the epoch
 * @param revision 0 for the first row of this bar, one more each time it is issued again
 * @param sma20 mean of the last 20 closes
 * @param ema12 exponential mean of closes, 12 bars, seeded with the mean of the first 12
 * @param ema26 exponential mean of closes, 26 bars, seeded with the mean of the first 26
 * @param rsi14 Wilder's relative strength index over 14 changes, in [0, 100]; 0 when nothing moved
 * @param macd 12/26 moving average convergence/divergence, whose fast mean starts where the slow one does
 * @param macdSignal exponential mean of {@code macd}, 9 bars
 * @param macdHistogram {@code macd} less {@code macdSignal}
 * @param bollingerUpper {@code bollingerMiddle} plus two population standard deviations of the last 20 closes
 * @param bollingerMiddle mean of the last 20 closes
 * @param bollingerLower {@code bollingerMiddle} less two population standard deviations of the last 20 closes
 * @param atr14 Wilder's average true range over 14 bars
 */
public record IndicatorRow(
        String symbol,
        Interval interval,
        long start,
        int revision,
        @Nullable Double sma20,
        @Nullable Double ema12,
        @Nullable Double ema26,
        @Nullable Double rsi14,
        @Nullable Double macd,
        @Nullable Double macdSignal,
        @Nullable Double macdHistogram,
        @Nullable Double bollingerUpper,
        @Nullable Double bollingerMiddle,
        @Nullable Double bollingerLower,
        @Nullable Double atr14) {
    public IndicatorRow {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(interval, "interval is null");
    }
}
