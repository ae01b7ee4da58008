package io.tapeline.local.demo;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bar as plain numbers, wherever it comes from. Numbers are equal when their values are, whatever their scale.
 *
 * @param interval its length, such as {@code 1m}
 * @param start inclusive
 * @param vwap null where nothing but sizes of zero was traded
 */
record PlainBar(
        String interval,
        Instant start,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        BigDecimal notional,
        @Nullable BigDecimal vwap,
        long tradeCount) {
    PlainBar {
        requireNonNull(interval, "interval is null");
        requireNonNull(start, "start is null");
        open = open.stripTrailingZeros();
        high = high.stripTrailingZeros();
        low = low.stripTrailingZeros();
        close = close.stripTrailingZeros();
        volume = volume.stripTrailingZeros();
        notional = notional.stripTrailingZeros();
        vwap = vwap == null ? null : vwap.stripTrailingZeros();
    }

    /** What names it among all bars of one symbol. */
    BarKey key() {
        return new BarKey(interval, start);
    }
}
