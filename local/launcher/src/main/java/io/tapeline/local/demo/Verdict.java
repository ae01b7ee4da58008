package io.tapeline.local.demo;

import io.tapeline.local.demo.NightlyFacts.Night;
import io.tapeline.local.replay.ReplayReport;
import java.time.LocalDate;
import java.util.Optional;

/** Holds every number of a demo against what it must be. */
final class Verdict {
    /** The bound within which all of it is to run on a laptop. */
    static final long MEMORY_BOUND = 4L << 30;

    private Verdict() {}

    static Checks of(
            NaiveCount expected,
            Optional<ReplayReport> replay,
            LakeFacts lake,
            NightlyFacts nightly,
            WarehouseFacts warehouse,
            long peakMemory) {
        Checks checks = new Checks();
        replay.ifPresent(report -> {
            checks.equal("trades accepted", expected.trades(), report.accepted());
            checks.equal("trades rejected", 0L, report.rejected());
        });
        checks.equal("rows in trades and late_trades", expected.trades(), lake.trades() + lake.lateTrades());
        checks.equal("distinct trades in trades", lake.trades(), lake.distinctTrades());
        checks.equal("late trades", 0L, lake.lateTrades());
        checks.equal("dead letters", 0L, lake.deadLetters());
        for (String interval : NaiveCount.INTERVALS.keySet()) {
            long bars = expected.count(interval);
            checks.equal("final bars of " + interval, bars, lake.bars().getOrDefault(interval, 0L));
            checks.equal(
                    "rows of indicators of " + interval, bars, lake.indicators().getOrDefault(interval, 0L));
        }
        checks.none(lake.barProblems());
        checks.none(lake.dayProblems());
        nights(checks, expected, nightly);
        checks.equal(
                "rows of daily_bars in the warehouse",
                (long) expected.tradesByDate().size(),
                warehouse.dailyBars());
        checks.equal("rows of bars_1m in the warehouse", expected.count("1m"), warehouse.minuteBars());
        checks.none(warehouse.dayProblems());
        checks.equal("memory below 4 GB", true, peakMemory < MEMORY_BOUND);
        return checks;
    }

    private static void nights(Checks checks, NaiveCount expected, NightlyFacts nightly) {
        checks.equal(
                "dates of the nightly batch",
                expected.tradesByDate().keySet(),
                nightly.dates().keySet());
        nightly.dates().forEach((LocalDate date, Night night) -> {
            checks.equal("nightly batch of " + date + " done", true, night.succeeded());
            checks.equal(
                    "trades of " + date + " in the nightly batch",
                    expected.tradesByDate().getOrDefault(date, 0L),
                    night.trades());
            checks.equal("streamed bars of " + date + " that differ from the rebuilt ones", 0L, night.differences());
            checks.equal("trades of " + date + " that stand in the lake twice", 0L, night.duplicates());
        });
    }
}
