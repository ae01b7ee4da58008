package io.tapeline.local.demo;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.demo.LiveTail.LiveBar;
import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.launcher.stack.Stack;
import io.tapeline.local.query.Lake;
import io.tapeline.local.query.LakeSql;
import io.tapeline.local.replay.ReplayException;
import io.tapeline.local.replay.ReplayListener;
import io.tapeline.local.replay.ReplayReport;
import io.tapeline.local.replay.ReplaySettings;
import io.tapeline.local.replay.Replayer;
import io.tapeline.local.replay.TradeSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * The demo, on a stack that runs: replays its trades, waits until they are final, runs the nightly batch for each of
 * their dates, and holds every number against a count of its own. For one thread.
 */
public final class Demo {
    private static final String LIVE_STREAM = "live";

    private final Console console;
    private final Stack stack;
    private final ReplayListener display;
    private final Stopwatch watch = new Stopwatch(sinceStart());
    private final AtomicReference<Duration> firstBar = new AtomicReference<>();

    /**
     * A demo.
     *
     * @param display follows the replay
     */
    public Demo(Console console, Stack stack, ReplayListener display) {
        this.console = requireNonNull(console, "console is null");
        this.stack = requireNonNull(stack, "stack is null");
        this.display = requireNonNull(display, "display is null");
    }

    /**
     * Runs it and prints its page.
     *
     * @param tryIt what a command needs to find this stack, if it stays up so that the page says what to try
     * @return whether every number is right
     * @throws ReplayException if the ingest service does not take the trades
     * @throws LauncherException if the lake does not become complete, or the batch fails
     */
    public boolean run(Optional<String> tryIt) throws IOException, InterruptedException, ReplayException {
        try (Lake lake = Lake.open(stack.endpoints().http(Service.CATALOG), stack.objects())) {
            LiveTail tail = LiveTail.start(stack.endpoints().http(Service.KINESIS), LIVE_STREAM, this::live);
            Optional<ReplayReport> replay;
            NaiveCount expected;
            try {
                replay = replayUnlessThere(lake);
                watch.lap("replay");
                title("waiting until every bar is final and in the lake");
                expected = NaiveCount.of(DemoTrades.raw());
                new Settling(
                                console,
                                lake,
                                expected.trades(),
                                expected.tradesByDate().lastKey())
                        .await();
            } finally {
                tail.close();
            }
            OptionalLong duplicates = new StreamCounters(stack.endpoints().http(Service.STREAM))
                    .awaitSum("duplicates", Duration.ofSeconds(10));
            watch.lap("settle");
            title("nightly batch for " + expected.tradesByDate().size() + " dates");
            NightlyFacts nightly = nightly(expected);
            watch.lap("nightly");
            DemoResult result = result(lake, expected, replay, duplicates, nightly);
            print(result, tryIt);
            return result.wrong().isEmpty();
        }
    }

    private Optional<ReplayReport> replayUnlessThere(Lake lake)
            throws IOException, InterruptedException, ReplayException {
        long there = lake.rows("trades").orElse(0);
        if (there == DemoTrades.COUNT) {
            title("the trades of an earlier demo are in the lake");
            return Optional.empty();
        }
        if (there != 0) {
            throw new LauncherException(
                    LauncherException.Code.WRONG_RESULT,
                    "the lake holds " + there + " trades, not the " + DemoTrades.COUNT
                            + " of a demo; start afresh, without --keep");
        }
        title("posting " + Texts.count(DemoTrades.COUNT) + " trades to "
                + stack.endpoints().http(Service.INGEST));
        try (TradeSource trades = DemoTrades.source()) {
            ReplaySettings settings = ReplaySettings.of(stack.endpoints().http(Service.INGEST), "demo");
            ReplayReport report = new Replayer(settings, display).replay(trades);
            console.region(List.of());
            console.println("  " + Texts.count(report.accepted()) + " accepted in " + Texts.duration(report.took()));
            return Optional.of(report);
        }
    }

    private void live(LiveBar bar) {
        if (firstBar.get() == null && firstBar.compareAndSet(null, sinceStart())) {
            console.println("  " + console.green("✓") + " first final bar after "
                    + Texts.duration(sinceStart()) + ": " + bar.symbol() + " " + bar.interval() + " of " + bar.start()
                    + ", close " + bar.close());
        }
    }

    private NightlyFacts nightly(NaiveCount expected) throws InterruptedException {
        Path report = stack.state().log("nightly").resolveSibling("nightly-report.json");
        List<String> arguments = List.of(
                "--date="
                        + expected.tradesByDate().keySet().stream()
                                .map(LocalDate::toString)
                                .collect(Collectors.joining(",")),
                "--stream-wait=60s",
                "--report=" + report);
        NightlyProgress progress =
                new NightlyProgress(console, expected.tradesByDate().size());
        int exit = stack.nightly().run(arguments, progress);
        progress.end();
        if (exit != 0) {
            throw new LauncherException(
                    LauncherException.Code.WRONG_RESULT,
                    "the nightly batch ended with " + exit + "; see "
                            + stack.state().log("nightly"));
        }
        return NightlyFacts.read(report);
    }

    private DemoResult result(
            Lake lake,
            NaiveCount expected,
            Optional<ReplayReport> replay,
            OptionalLong duplicates,
            NightlyFacts nightly) {
        LakeFacts lakeFacts;
        try (LakeSql sql = LakeSql.lake(lake)) {
            lakeFacts = LakeFacts.read(sql, expected);
        }
        WarehouseFacts warehouse;
        try (LakeSql sql = LakeSql.warehouse(stack.warehouseJdbcUrl())) {
            warehouse = WarehouseFacts.read(sql, expected);
        }
        watch.lap("check");
        long peak = stack.peakMemory();
        Checks checks = Verdict.of(expected, replay, lakeFacts, nightly, warehouse, peak);
        return new DemoResult(
                expected,
                replay,
                lakeFacts,
                duplicates,
                nightly,
                warehouse,
                watch.phases(),
                Optional.ofNullable(firstBar.get()),
                sinceStart(),
                peak,
                stack.endpoints(),
                checks.made(),
                checks.wrong());
    }

    private void print(DemoResult result, Optional<String> tryIt) {
        DemoPage page = new DemoPage(console, result);
        console.println();
        page.lines().forEach(console::println);
        tryIt.ifPresent(options -> {
            console.println();
            page.next(options).forEach(console::println);
        });
    }

    private void title(String text) {
        console.println(DemoPage.phase(console, text, sinceStart()));
    }

    /** Since this program was started, so that the start of the services counts. */
    private static Duration sinceStart() {
        return Duration.ofMillis(System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
