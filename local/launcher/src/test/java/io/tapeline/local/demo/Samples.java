package io.tapeline.local.demo;

import io.tapeline.local.demo.NightlyFacts.Night;
import io.tapeline.local.replay.ReplayReport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a demo of two days and four trades finds when all is right, for tests to spoil. */
final class Samples {
    static final NaiveCount EXPECTED = NaiveCount.of(new ByteArrayInputStream("""
                    timestamp,price,amount
                    1385423999,800.5,1
                    1385424000,802,1.5
                    1385424000,801,0.5
                    1385424061,803,2
                    """.getBytes(StandardCharsets.UTF_8)));

    static final Map<String, Long> BARS = Map.of("1s", 3L, "1m", 3L, "5m", 2L, "15m", 2L, "1h", 2L, "1d", 2L);

    private Samples() {}

    static ReplayReport replay() {
        return new ReplayReport(4, 0, new TreeMap<>(), List.of(), 0, Duration.ofSeconds(1));
    }

    static LakeFacts lake() {
        return new LakeFacts(4, 4, 0, 0, BARS, BARS, List.of(), List.of(), candles());
    }

    private static List<Candle> candles() {
        return List.of(
                new Candle(Instant.parse("2013-11-25T00:00:00Z"), 800, 810, 790, 805),
                new Candle(Instant.parse("2013-11-25T06:00:00Z"), 805, 806, 780, 785));
    }

    static NightlyFacts nightly() {
        SortedMap<LocalDate, Night> dates = new TreeMap<>();
        dates.put(LocalDate.of(2013, 11, 25), new Night(true, 1, 0, 0, 6, 0, 2.5));
        dates.put(LocalDate.of(2013, 11, 26), new Night(true, 3, 0, 0, 8, 0, 2.5));
        return new NightlyFacts(dates);
    }

    static WarehouseFacts warehouse() {
        return new WarehouseFacts(2, 3, List.of());
    }
}
