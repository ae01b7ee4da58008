package io.tapeline.stream.pipeline;

import io.tapeline.model.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All bars of all intervals, computed afresh from all trades with big decimals; shares nothing with the job. */
final class NaiveBars {
    private static final Map<String, Long> SECONDS =
            Map.of("1s", 1L, "1m", 60L, "5m", 300L, "15m", 900L, "1h", 3_600L, "1d", 86_400L);

    private NaiveBars() {}

    /** Key: symbol, interval and start in seconds. Value: open, high, low, close, volume, notional, vwap, count. */
    static Map<String, String> of(List<Trade> trades) {
        Map<String, String> bars = new TreeMap<>();
        SECONDS.forEach((interval, seconds) -> trades.stream()
                .collect(Collectors.groupingBy(trade -> key(
                        trade.symbol(), interval, Math.floorDiv(trade.tsEvent(), seconds * 1_000_000_000L) * seconds)))
                .forEach((key, members) -> bars.put(key, bar(members))));
        return bars;
    }

    static String key(String symbol, String interval, long startSecond) {
        return symbol + " " + interval + " " + startSecond;
    }

    private static String bar(List<Trade> members) {
        List<Trade> ordered = members.stream()
                .sorted(Comparator.comparingLong(Trade::tsEvent).thenComparingLong(Trade::sequence))
                .toList();
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        BigDecimal high = price(ordered.get(0));
        BigDecimal low = high;
        for (Trade trade : ordered) {
            BigDecimal size = new BigDecimal(trade.size()).movePointLeft(8);
            volume = volume.add(size);
            notional = notional.add(size.multiply(price(trade)));
            high = high.max(price(trade));
            low = low.min(price(trade));
        }
        BigDecimal vwap = volume.signum() == 0 ? null : notional.divide(volume, 9, RoundingMode.HALF_EVEN);
        return values(
                price(ordered.get(0)),
                high,
                low,
                price(ordered.get(ordered.size() - 1)),
                volume,
                notional,
                vwap,
                ordered.size());
    }

    static String values(@Nullable Object... values) {
        return Arrays.stream(values)
                .map(value -> value instanceof BigDecimal decimal
                        ? decimal.stripTrailingZeros().toPlainString()
                        : String.valueOf(value))
                .collect(Collectors.joining(" "));
    }

    private static BigDecimal price(Trade trade) {
        return new BigDecimal(trade.price()).movePointLeft(9);
    }
}
