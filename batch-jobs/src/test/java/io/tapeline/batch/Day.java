package io.tapeline.batch;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trades and bars as a test sees them, and the bars of trades by the plainest arithmetic there is. Shares nothing with
 * the code under test.
 */
final class Day {
    private static final Map<String, Long> SECONDS = seconds();

    private Day() {}

    /** A trade; {@code nanos} since the epoch. */
    record T(String symbol, long id, long nanos, BigDecimal price, BigDecimal size) {
        Instant time() {
            return Instant.ofEpochSecond(0, nanos);
        }

        T at(String newPrice, String newSize) {
            return new T(symbol, id, nanos, new BigDecimal(newPrice), new BigDecimal(newSize));
        }

        T movedTo(Instant time) {
            return new T(symbol, id, time.getEpochSecond() * 1_000_000_000L + time.getNano(), price, size);
        }

        Map<String, @Nullable Object> row() {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("symbol", symbol);
            row.put("venue", "XTST");
            row.put("ts_event", micros(nanos));
            row.put("ts_event_ns", nanos);
            row.put("ts_recv", micros(nanos));
            row.put("ts_ingest", micros(nanos + 5_000_000L));
            row.put("price", price.setScale(9));
            row.put("size", size.setScale(8));
            row.put("side", "N");
            row.put("sequence", 0L);
            row.put("trade_id", Long.toString(id));
            row.put("conditions", "");
            row.put("bucket", 7);
            return row;
        }

        private Map<String, @Nullable Object> lateRow(String kind) {
            Map<String, @Nullable Object> row = row();
            row.put("kind", kind);
            row.put("applied", false);
            return row;
        }

        Map<String, @Nullable Object> late() {
            return lateRow("trade");
        }

        /** This trade as the new word on {@code original}. */
        Map<String, @Nullable Object> correcting(T original, Instant amended) {
            Map<String, @Nullable Object> row = lateRow("correction");
            row.put("ts_original_ns", original.nanos);
            row.put("ts_amended_ns", amended.toEpochMilli() * 1_000_000L);
            return row;
        }

        Map<String, @Nullable Object> cancelled(Instant amended) {
            Map<String, @Nullable Object> row = lateRow("cancel");
            List.of("ts_recv", "price", "size", "side", "sequence", "conditions")
                    .forEach(row::remove);
            row.put("ts_original_ns", nanos);
            row.put("ts_amended_ns", amended.toEpochMilli() * 1_000_000L);
            return row;
        }
    }

    /** Which bar; {@code second} of its start since the epoch. */
    record K(String symbol, String interval, long second) {}

    /** What a bar says, in decimals without trailing zeros. */
    record B(
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            BigDecimal notional,
            @Nullable BigDecimal vwap,
            long count) {}

    /** The bars of trades, of all intervals. */
    static Map<K, B> bars(Collection<T> trades) {
        Map<K, List<T>> groups = new LinkedHashMap<>();
        for (T trade : trades) {
            SECONDS.forEach((interval, length) -> groups.computeIfAbsent(
                            new K(
                                    trade.symbol(),
                                    interval,
                                    Math.floorDiv(Math.floorDiv(trade.nanos(), 1_000_000_000L), length) * length),
                            any -> new ArrayList<>())
                    .add(trade));
        }
        Map<K, B> bars = new LinkedHashMap<>();
        groups.forEach((key, group) -> bars.put(key, bar(group)));
        return bars;
    }

    private static B bar(List<T> trades) {
        List<T> inOrder = new ArrayList<>(trades);
        inOrder.sort(Comparator.comparingLong(T::nanos).thenComparingLong(T::id));
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        for (T trade : inOrder) {
            volume = volume.add(trade.size());
            notional = notional.add(trade.price().multiply(trade.size(), MathContext.UNLIMITED));
        }
        List<BigDecimal> prices = inOrder.stream().map(T::price).sorted().toList();
        return new B(
                plain(inOrder.get(0).price()),
                plain(prices.get(prices.size() - 1)),
                plain(prices.get(0)),
                plain(inOrder.get(inOrder.size() - 1).price()),
                plain(volume),
                plain(notional),
                volume.signum() == 0 ? null : plain(notional.divide(volume, 9, RoundingMode.HALF_EVEN)),
                inOrder.size());
    }

    /** A row of the table of bars. */
    static Map<String, @Nullable Object> row(K key, B bar, int revision) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("symbol", key.symbol());
        row.put("interval", key.interval());
        row.put("ts_start", Instant.ofEpochSecond(key.second()).atOffset(ZoneOffset.UTC));
        row.put(
                "ts_end",
                Instant.ofEpochSecond(key.second() + requireNonNull(SECONDS.get(key.interval())))
                        .atOffset(ZoneOffset.UTC));
        row.put("open", bar.open().setScale(9));
        row.put("high", bar.high().setScale(9));
        row.put("low", bar.low().setScale(9));
        row.put("close", bar.close().setScale(9));
        row.put("volume", bar.volume().setScale(8));
        row.put("notional", bar.notional().setScale(17));
        row.put("vwap", bar.vwap() == null ? null : bar.vwap().setScale(9));
        row.put("trade_count", bar.count());
        row.put("revision", revision);
        row.put("is_final", true);
        row.put("source", "stream");
        row.put("bucket", 7);
        return row;
    }

    static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    private static Object micros(long nanos) {
        return Instant.ofEpochSecond(0, Math.floorDiv(nanos, 1_000L) * 1_000L).atOffset(ZoneOffset.UTC);
    }

    private static Map<String, Long> seconds() {
        Map<String, Long> seconds = new TreeMap<>();
        seconds.put("1s", 1L);
        seconds.put("1m", 60L);
        seconds.put("5m", 300L);
        seconds.put("15m", 900L);
        seconds.put("1h", 3_600L);
        seconds.put("1d", 86_400L);
        return seconds;
    }
}
