package io.tapeline.batch.rebuild;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Bar;
import io.tapeline.model.FixedPoint;
import io.tapeline.model.Int128;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a bar says, as decimals of the table's scales. Two bars are equal if every one of these is, to the last place.
 *
 * @param open first price
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume exact sum of sizes
 * @param notional exact sum of price times size
 * @param vwap notional / volume; null without volume
 * @param tradeCount how many trades; 0 if all were withdrawn
 */
record BarValues(
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        BigDecimal notional,
        @Nullable BigDecimal vwap,
        long tradeCount) {
    private static final int NOTIONAL_SCALE = FixedPoint.PRICE_SCALE + FixedPoint.SIZE_SCALE;

    BarValues {
        requireNonNull(open, "open is null");
        requireNonNull(high, "high is null");
        requireNonNull(low, "low is null");
        requireNonNull(close, "close is null");
        requireNonNull(volume, "volume is null");
        requireNonNull(notional, "notional is null");
    }

    static BarValues of(Bar bar) {
        return new BarValues(
                FixedPoint.priceDecimal(bar.open()),
                FixedPoint.priceDecimal(bar.high()),
                FixedPoint.priceDecimal(bar.low()),
                FixedPoint.priceDecimal(bar.close()),
                decimal(bar.volume(), FixedPoint.SIZE_SCALE),
                decimal(bar.notional(), NOTIONAL_SCALE),
                bar.vwap().orElse(null),
                bar.tradeCount());
    }

    /** Whether there is no bar any more. */
    boolean withdrawn() {
        return tradeCount == 0;
    }

    /** These values with every trade taken away: the prices stay, as the last known. */
    BarValues withdraw() {
        return new BarValues(
                open,
                high,
                low,
                close,
                BigDecimal.ZERO.setScale(FixedPoint.SIZE_SCALE),
                BigDecimal.ZERO.setScale(NOTIONAL_SCALE),
                null,
                0);
    }

    /** As in {@code bar_differences}: numbers in full, without trailing zeros. */
    String json() {
        return "{\"open\":" + plain(open) + ",\"high\":" + plain(high) + ",\"low\":" + plain(low) + ",\"close\":"
                + plain(close) + ",\"volume\":" + plain(volume) + ",\"notional\":" + plain(notional) + ",\"vwap\":"
                + (vwap == null ? "null" : plain(vwap)) + ",\"trade_count\":" + tradeCount + "}";
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal decimal(Int128 value, int scale) {
        return new BigDecimal(value.toBigInteger(), scale);
    }
}
