package io.tapeline.analytics.bars;

import io.tapeline.model.Bar;
import io.tapeline.model.Int128;
import io.tapeline.model.Interval;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bars as one would compute them on a napkin: group, sort, sum big integers. Shares nothing with what it checks. */
final class NaiveBars {
    private static final Comparator<Trade> TAPE = Comparator.comparingLong(Trade::tsEvent)
            .thenComparingLong(Trade::sequence)
            .thenComparingLong(trade -> TradeKey.of(trade).high())
            .thenComparingLong(trade -> TradeKey.of(trade).low());

    private NaiveBars() {}

    /** All bars of all intervals that end by {@code until}, as final ones of revision 0. */
    static Map<BarKey, Bar> of(Collection<Trade> trades, long until) {
        Map<BarKey, List<Trade>> groups = new TreeMap<>();
        for (Trade trade : trades) {
            for (Interval interval : Interval.values()) {
                long length = interval.nanos();
                long start = Math.floorDiv(trade.tsEvent(), length) * length;
                if (start + length <= until) {
                    groups.computeIfAbsent(new BarKey(trade.symbol(), interval, start), any -> new ArrayList<>())
                            .add(trade);
                }
            }
        }
        Map<BarKey, Bar> bars = new TreeMap<>();
        groups.forEach((key, group) -> bars.put(key, bar(key, group)));
        return bars;
    }

    private static Bar bar(BarKey key, List<Trade> group) {
        group.sort(TAPE);
        BigInteger volume = BigInteger.ZERO;
        BigInteger notional = BigInteger.ZERO;
        long high = group.get(0).price();
        long low = high;
        for (Trade trade : group) {
            BigInteger size = BigInteger.valueOf(trade.size());
            volume = volume.add(size);
            notional = notional.add(size.multiply(BigInteger.valueOf(trade.price())));
            high = trade.price() > high ? trade.price() : high;
            low = trade.price() < low ? trade.price() : low;
        }
        return new Bar(
                key.symbol(),
                key.interval(),
                key.start(),
                group.get(0).price(),
                high,
                low,
                group.get(group.size() - 1).price(),
                Int128.of(volume),
                Int128.of(notional),
                group.size(),
                0,
                true);
    }
}
