package io.tapeline.e2e;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Bars as anyone would compute them: group the lines, sort each group, add up. Shares nothing with the pipeline. */
final class NaiveBars {
    static final Map<String, Integer> SECONDS =
            Map.of("1s", 1, "1m", 60, "5m", 300, "15m", 900, "1h", 3_600, "1d", 86_400);

    private NaiveBars() {}

    /** One line for each bar, by start: open, high, low, close, volume, notional, vwap and count. */
    static SortedMap<Long, String> of(List<Tick> ticks, String interval) {
        int seconds = SECONDS.get(interval);
        Map<Long, List<Tick>> groups = new TreeMap<>();
        for (Tick tick : ticks) {
            groups.computeIfAbsent(tick.second() / seconds * seconds, start -> new ArrayList<>())
                    .add(tick);
        }
        SortedMap<Long, String> bars = new TreeMap<>();
        groups.forEach((start, group) -> bars.put(start, bar(group)));
        return bars;
    }

    private static String bar(List<Tick> group) {
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        BigDecimal high = group.get(0).price();
        BigDecimal low = high;
        for (Tick tick : group) {
            volume = volume.add(tick.amount());
            notional = notional.add(tick.price().multiply(tick.amount()));
            high = high.max(tick.price());
            low = low.min(tick.price());
        }
        BigDecimal vwap = volume.signum() == 0 ? null : notional.divide(volume, 9, RoundingMode.HALF_EVEN);
        return line(
                group.get(0).price(),
                high,
                low,
                group.get(group.size() - 1).price(),
                volume,
                notional,
                vwap,
                group.size());
    }

    static String line(
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            BigDecimal notional,
            BigDecimal vwap,
            long count) {
        return String.join(
                " ",
                plain(open),
                plain(high),
                plain(low),
                plain(close),
                plain(volume),
                plain(notional),
                vwap == null ? "-" : plain(vwap),
                Long.toString(count));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
