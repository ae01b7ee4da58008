package io.tapeline.local.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the demo's file must come to, counted in the plainest way: read every line, group by start of bar, add up. It
 * shares no code with the pipeline on purpose.
 *
 * @param trades lines of the file
 * @param tradesByDate lines of each UTC date
 * @param bars every bar of every interval
 */
record NaiveCount(long trades, SortedMap<LocalDate, Long> tradesByDate, Map<BarKey, PlainBar> bars) {
    /** Seconds of each interval, in the order in which they are shown. */
    static final Map<String, Long> INTERVALS = intervals();

    private static final int PRICE_PLACES = 9;

    private static Map<String, Long> intervals() {
        Map<String, Long> seconds = new LinkedHashMap<>();
        seconds.put("1s", 1L);
        seconds.put("1m", 60L);
        seconds.put("5m", 300L);
        seconds.put("15m", 900L);
        seconds.put("1h", 3_600L);
        seconds.put("1d", 86_400L);
        return seconds;
    }

    private record Line(long second, BigDecimal price, BigDecimal size) {}

    /** Counts {@code csv}: {@code timestamp,price,amount} with a header, times ascending. */
    static NaiveCount of(InputStream csv) {
        List<Line> lines = read(csv);
        SortedMap<LocalDate, Long> dates = new TreeMap<>();
        for (Line line : lines) {
            dates.merge(LocalDate.ofInstant(Instant.ofEpochSecond(line.second()), ZoneOffset.UTC), 1L, Long::sum);
        }
        Map<BarKey, PlainBar> bars = new LinkedHashMap<>();
        INTERVALS.forEach((interval, seconds) -> {
            SortedMap<Long, List<Line>> groups = new TreeMap<>();
            for (Line line : lines) {
                long start = Math.floorDiv(line.second(), seconds) * seconds;
                groups.computeIfAbsent(start, ignored -> new ArrayList<>(2)).add(line);
            }
            groups.forEach((start, group) -> {
                PlainBar bar = bar(interval, Instant.ofEpochSecond(start), group);
                bars.put(bar.key(), bar);
            });
        });
        return new NaiveCount(lines.size(), dates, bars);
    }

    private static List<Line> read(InputStream csv) {
        List<Line> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                String[] cells = text.split(",", -1);
                lines.add(new Line(
                        Long.parseLong(cells[0]),
                        new BigDecimal(cells[1]).stripTrailingZeros(),
                        new BigDecimal(cells[2]).stripTrailingZeros()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the demo's trades", e);
        }
        return lines;
    }

    private static PlainBar bar(String interval, Instant start, List<Line> group) {
        BigDecimal high = group.get(0).price();
        BigDecimal low = high;
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        for (Line line : group) {
            high = high.max(line.price());
            low = low.min(line.price());
            volume = volume.add(line.size());
            notional = notional.add(line.price().multiply(line.size()));
        }
        return new PlainBar(
                interval,
                start,
                group.get(0).price(),
                high,
                low,
                group.get(group.size() - 1).price(),
                volume,
                notional,
                volume.signum() == 0 ? null : notional.divide(volume, PRICE_PLACES, RoundingMode.HALF_EVEN),
                group.size());
    }

    /** How many bars an interval has. */
    long count(String interval) {
        return bars.keySet().stream()
                .filter(key -> key.interval().equals(interval))
                .count();
    }

    /** The bar of a date. */
    PlainBar day(LocalDate date) {
        PlainBar bar =
                bars.get(new BarKey("1d", date.atStartOfDay(ZoneOffset.UTC).toInstant()));
        if (bar == null) {
            throw new IllegalArgumentException("no trades on " + date);
        }
        return bar;
    }
}
