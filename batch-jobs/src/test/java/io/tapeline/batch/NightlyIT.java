package io.tapeline.batch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.batch.Day.B;
import io.tapeline.batch.Day.K;
import io.tapeline.batch.Day.T;
import io.tapeline.batch.cli.CommandLine;
import io.tapeline.batch.cli.NightlyConfig;
import io.tapeline.batch.compact.CompactTables;
import io.tapeline.batch.compact.CompactionSettings;
import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.run.StepResult;
import io.tapeline.batch.run.StepRun;
import io.tapeline.batch.stream.Patience;
import io.tapeline.batch.stream.WaitForStream;
import io.tapeline.batch.warehouse.Warehouse;
import io.tapeline.batch.warehouse.WarehouseException;
import io.tapeline.lake.LakeTables;
import io.tapeline.local.standins.LocalStack;
import io.tapeline.local.standins.StandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole night, on the stand-ins of S3, catalog and warehouse. Each test has dates of its own. Long, because its tests
 * share one stack, which takes longer to start than any of them to run.
 */
class NightlyIT {
    @TempDir
    static Path directory;

    private static LocalStack stack;
    private static LakeFixture lake;
    private static Published published;

    @BeforeAll
    static void start() throws Exception {
        stack = LocalStack.start(directory, EnumSet.of(StandIn.CATALOG, StandIn.POSTGRES));
        NightlyConfig config = config("2013-11-25");
        Lake.connect(config.lake());
        lake = new LakeFixture(config.lake().catalogProperties());
        published = new Published(lake, stack.warehouseJdbcUrl());
    }

    @AfterAll
    static void stop() throws Exception {
        if (lake != null) {
            lake.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void correctsTheBarsOfTheStreamFromLateTradesAndAmendmentsAndThenFindsNothingMoreToDo() throws Exception {
        List<T> first = trades(1, "2013-11-25", 400, 0);
        List<T> second = trades(2, "2013-11-26", 300, 10_000);
        List<T> accepted = new ArrayList<>(first);
        accepted.addAll(second);
        List<T> late = trades(3, "2013-11-25", 6, 20_000);
        Map<Long, T> standing = new LinkedHashMap<>();
        accepted.forEach(trade -> standing.put(trade.id(), trade));
        late.forEach(trade -> standing.put(trade.id(), trade));

        // The stream's archive: in many commits, with a trade that its dedup has missed.
        commits(accepted);
        lake.append(LakeTables.TRADES, List.of(first.get(7).row()));
        T corrected = first.get(11).at("1234.56", "0.5");
        T correctedAgain = first.get(11).at("1111.11", "0.25");
        T cancelled = first.get(23);
        T moved = second.get(0).movedTo(Instant.parse("2013-11-25T23:59:59.900Z"));
        Instant amended = Instant.parse("2013-11-26T01:00:00Z");
        List<Map<String, @Nullable Object>> lateRows =
                new ArrayList<>(late.stream().map(T::late).toList());
        lateRows.add(late.get(2).late());
        lateRows.add(first.get(50).late());
        lateRows.add(correctedAgain.correcting(first.get(11), amended.plusSeconds(60)));
        lateRows.add(corrected.correcting(first.get(11), amended));
        lateRows.add(cancelled.cancelled(amended));
        lateRows.add(
                new T("BTC-USD", 777_777, first.get(0).nanos(), BigDecimal.ONE, BigDecimal.ONE).cancelled(amended));
        lateRows.add(moved.correcting(second.get(0), amended));
        lake.append(LakeTables.LATE_TRADES, lateRows);
        standing.put(corrected.id(), correctedAgain);
        standing.remove(cancelled.id());
        standing.put(moved.id(), moved);
        Map<K, B> expected = Day.bars(standing.values());

        // The stream's bars: of the accepted trades alone, with some lost, one made up and one wrong.
        Map<K, B> streamed = new LinkedHashMap<>(Day.bars(accepted));
        List<Map<String, @Nullable Object>> barRows = new ArrayList<>();
        K replaced = key(streamed, "1s", 30);
        barRows.add(Day.row(replaced, withVolume(requireNonNull(streamed.get(replaced)), "99"), 0));
        streamed.remove(key(streamed, "1s", 5));
        streamed.remove(key(streamed, "1m", 3));
        K extra = new K("BTC-USD", "1s", Instant.parse("2013-11-25T00:00:00Z").getEpochSecond() + 86_399);
        assertThat(streamed).doesNotContainKey(extra);
        K wrong = key(streamed, "5m", 1);
        streamed.put(wrong, withVolume(requireNonNull(streamed.get(wrong)), "12345"));
        streamed.put(new K("BTC-USD", "1s", extra.second() - 1), requireNonNull(streamed.get(key(streamed, "1s", 0))));
        streamed.forEach((key, bar) -> barRows.add(Day.row(key, bar, key.equals(replaced) ? 1 : 0)));
        lake.append(LakeTables.BARS, barRows);

        NightlyReport report = new Nightly(config("2013-11-25,2013-11-26"), Clock.systemUTC(), NightlyIT::print).run();

        assertThat(report.succeeded()).isTrue();
        assertThat(in2013(published.latest())).isEqualTo(expected);
        Map<K, String> differences = differences(streamed, expected);
        assertThat(in2013(published.differences())).isEqualTo(differences);
        assertThat(differences.values()).contains("missing", "extra", "changed");
        assertThat(report.differences()).isEqualTo(differences.size());
        assertThat(report.dates().get(0).number("rebuild-bars", "/trades")).isEqualTo(402);
        assertThat(report.dates().get(0).number("rebuild-bars", "/late")).isEqualTo(8);
        assertThat(report.dates().get(0).number("rebuild-bars", "/duplicates")).isEqualTo(3);
        assertThat(report.dates().get(0).number("rebuild-bars", "/corrected")).isEqualTo(3);
        assertThat(report.dates().get(0).number("rebuild-bars", "/cancelled")).isEqualTo(1);
        assertThat(report.dates().get(0).number("rebuild-bars", "/unmatched")).isEqualTo(1);
        assertThat(in2013(published.dailyBars())).isEqualTo(of(expected, "1d"));
        assertThat(published.warehouse("daily_bars", "1d", "trading_date::timestamp AT TIME ZONE 'UTC'"))
                .isEqualTo(of(expected, "1d"));
        assertThat(published.warehouse("bars_1m", "1m", "ts_start")).isEqualTo(of(expected, "1m"));
        assertThat(published.tradeIds(2013))
                .hasSize(701)
                .containsAll(accepted.stream()
                        .map(trade -> Long.toString(trade.id()))
                        .toList());
        assertThat(lake.mergeableFiles(LakeTables.TRADES, "2013-")).isZero();
        assertThat(lake.mergeableFiles(LakeTables.BARS, "2013-")).isZero();
        assertThat(published.statuses("2013-11-25")).containsOnly("succeeded").hasSize(5);

        Map<String, Long> snapshots = lake.snapshots();
        NightlyReport again = new Nightly(config("2013-11-25,2013-11-26"), Clock.systemUTC(), NightlyIT::print).run();
        assertThat(again.succeeded()).isTrue();
        assertThat(again.differences()).isEqualTo(differences.size());
        assertThat(lake.snapshots()).isEqualTo(snapshots);
        assertThat(published.statuses("2013-11-25"))
                .hasSize(10)
                .endsWith("skipped", "skipped", "skipped", "skipped", "skipped");

        NightlyReport forced =
                new Nightly(config("2013-11-25,2013-11-26", "--force"), Clock.systemUTC(), NightlyIT::print).run();
        assertThat(forced.succeeded()).isTrue();
        assertThat(forced.dates().get(0).number("rebuild-bars", "/repaired")).isZero();
        assertThat(lake.snapshots()).isEqualTo(snapshots);
    }

    @Test
    void goesOnWhereAKilledRunStoppedAndAddsNothingTwice() throws Exception {
        List<T> trades = trades(4, "2014-01-07", 50, 0);
        commits(trades);
        Map<K, B> streamed = new LinkedHashMap<>(Day.bars(trades));
        streamed.remove(key(streamed, "1m", 0));
        lake.append(
                LakeTables.BARS,
                streamed.entrySet().stream()
                        .map(bar -> Day.row(bar.getKey(), bar.getValue(), 0))
                        .toList());

        // Killed after the bars were added, before that was recorded.
        NightlyReport killed =
                new Nightly(config("2014-01-07"), Clock.systemUTC(), NightlyIT::print).run(Dying.after("rebuild-bars"));
        assertThat(killed.succeeded()).isFalse();
        long bars = requireNonNull(lake.snapshots().get("bars"));
        NightlyReport killedAgain =
                new Nightly(config("2014-01-07"), Clock.systemUTC(), NightlyIT::print).run(Dying.after("daily-bars"));
        assertThat(killedAgain.succeeded()).isFalse();
        assertThat(lake.snapshots()).containsEntry("bars", bars);

        NightlyReport report = new Nightly(config("2014-01-07"), Clock.systemUTC(), NightlyIT::print).run();

        assertThat(report.succeeded()).isTrue();
        assertThat(published.statuses("2014-01-07"))
                .containsExactly(
                        "succeeded",
                        "failed",
                        "skipped",
                        "succeeded",
                        "failed",
                        "skipped",
                        "skipped",
                        "succeeded",
                        "succeeded",
                        "succeeded");
        assertThat(published.latest()).containsAllEntriesOf(Day.bars(trades));
        assertThat(published.dailyBars()).containsAllEntriesOf(of(Day.bars(trades), "1d"));
    }

    @Test
    void saysWhichDayIsOpenWhenTheStreamDoesNotCloseIt() throws Exception {
        commits(trades(5, "2014-02-03", 10, 0));

        NightlyReport waited =
                new Nightly(config("2014-02-03", "--stream-wait=0s"), Clock.systemUTC(), NightlyIT::print).run();
        assertThat(waited.succeeded()).isFalse();
        assertThat(waited.dates().get(0).steps()).hasSize(1);
        assertThat(waited.dates().get(0).steps().get(0).message())
                .contains("2014-02-03", "no final 1d bar of", "--no-wait");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Path file = directory.resolve("report.json");
        int exit = NightlyJob.run(
                Clock.systemUTC(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                arguments("2014-02-03", "--no-wait", "--fail-on-difference", "--report=" + file));
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("streamed bars differ from their rebuild");
        assertThat(Files.readString(file)).contains("\"date\" : \"2014-02-03\"", "\"missing\"", "\"bars_1m\"");
    }

    @Test
    void goesOnOnceTheStreamClosesTheDay() throws Exception {
        List<T> trades = trades(9, "2014-05-05", 10, 0);
        commits(trades);
        List<Map<String, @Nullable Object>> closing = Day.bars(trades).entrySet().stream()
                .map(bar -> Day.row(bar.getKey(), bar.getValue(), 0))
                .toList();
        AtomicInteger looks = new AtomicInteger();
        // The bars come while the night waits for the second time.
        Patience patience = most -> () -> {
            if (looks.incrementAndGet() == 2) {
                lake.append(LakeTables.BARS, closing);
            }
            return true;
        };
        NightlyConfig config = config("2014-05-05");
        try (Lake connected = Lake.of(config.spark().open(config.lake()), Lake.connect(config.lake()))) {
            WaitForStream wait = new WaitForStream(connected, patience, Duration.ofMinutes(1));
            TradingDate date = config.dates().get(0);
            wait.run(new StepRun("test", date), wait.inputs(date));
        }

        assertThat(looks).hasValue(2);
    }

    @Test
    void refusesADateThatAnotherRunIsAtAndTakesItWhenThatIsGone() throws Exception {
        NightlyConfig config = config("2014-03-04");
        List<TradingDate> dates = List.of(new TradingDate(LocalDate.parse("2014-03-04")));
        try (Warehouse other = Warehouse.open(config.warehouse().orElseThrow(), Clock.systemUTC())) {
            other.claim(dates);
            assertThatThrownBy(() -> new Nightly(config, Clock.systemUTC(), NightlyIT::print).run())
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("another nightly run is at 2014-03-04");
        }
        try (Warehouse next = Warehouse.open(config.warehouse().orElseThrow(), Clock.systemUTC())) {
            next.claim(dates);
        }
    }

    @Test
    void keepsTheTablesSmallWithoutLosingARowOrTheStreamsPlace() throws Exception {
        List<T> trades = trades(6, "2014-04-01", 200, 0);
        commits(trades);
        lake.append(
                LakeTables.TRADES,
                List.of(trades(7, "2014-04-02", 1, 90_000).get(0).row()),
                Map.of("flink.job-id", "a", "flink.max-committed-checkpoint-id", "17"));
        long streamed = requireNonNull(lake.snapshots().get("trades"));
        List<String> before = new ArrayList<>(published.tradeIds(2014));
        NightlyConfig config = config("2014-04-01");
        CompactionSettings eager = new CompactionSettings(Duration.ZERO, 1, 1, CompactionSettings.LEAST_ORPHAN_AGE);
        // The stream goes on meanwhile, with another day.
        List<T> meanwhile = trades(8, "2014-04-03", 10_000, 100_000);
        AtomicInteger appended = new AtomicInteger();
        ScheduledExecutorService stream = Executors.newSingleThreadScheduledExecutor();
        Future<?> appends = stream.scheduleWithFixedDelay(
                () -> lake.append(
                        LakeTables.TRADES,
                        List.of(meanwhile.get(appended.getAndIncrement()).row())),
                0,
                200,
                TimeUnit.MILLISECONDS);
        try (Lake connected = Lake.of(config.spark().open(config.lake()), Lake.connect(config.lake()))) {
            CompactTables compact = new CompactTables(connected, eager, Clock.systemUTC());
            TradingDate date = config.dates().get(0);
            StepResult result = compact.run(new StepRun("test", date), compact.inputs(date));

            assertThat(result.numbers().at("/trades/files_merged").asInt()).isGreaterThan(2);
            assertThat(result.numbers().at("/trades/manifests_merged").asBoolean())
                    .isTrue();
            assertThat(compact.inputs(date).sameRows(result.inputs())).isTrue();
        } finally {
            assertThat(appends.isDone()).as("the stream was disturbed").isFalse();
            stream.shutdown();
            assertThat(stream.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }
        meanwhile.subList(0, appended.get()).forEach(trade -> before.add(Long.toString(trade.id())));

        assertThat(published.tradeIds(2014)).containsExactlyInAnyOrderElementsOf(before);
        assertThat(lake.table(LakeTables.TRADES).snapshot(streamed)).isNotNull();
        assertThat(lake.mergeableFiles(LakeTables.TRADES, "2014-04-01")).isZero();
    }

    private static void print(String line) {
        System.out.println(line);
    }

    private static NightlyConfig config(String dates, String... more) throws Exception {
        return CommandLine.parse(name -> Optional.empty(), LocalDate.parse("2026-01-01"), arguments(dates, more));
    }

    private static String[] arguments(String dates, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--date=" + dates,
                "--catalog.uri=" + stack.catalogUri(),
                "--s3.endpoint=" + stack.s3Endpoint(),
                "--s3.path-style-access=true",
                "--warehouse.url=" + stack.warehouseJdbcUrl()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /** Trades of two symbols over a day, some in the same second, in order of time. */
    private static List<T> trades(long seed, String date, int count, long firstId) {
        Random random = new Random(seed);
        long midnight = LocalDate.parse(date).toEpochDay() * 86_400L;
        List<T> trades = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long second = midnight + (long) i * 80_000 / count + random.nextInt(3);
            trades.add(new T(
                    random.nextInt(4) == 0 ? "ETH-USD" : "BTC-USD",
                    firstId + i,
                    second * 1_000_000_000L + random.nextInt(1_000_000_000),
                    BigDecimal.valueOf(80_000L + random.nextInt(5_000), 2),
                    BigDecimal.valueOf(random.nextInt(1_000_000_000), 8)));
        }
        trades.sort(Comparator.comparingLong(T::nanos));
        return trades;
    }

    private static void commits(List<T> trades) {
        for (int i = 0; i < trades.size(); i += 50) {
            lake.append(
                    LakeTables.TRADES,
                    trades.subList(i, Math.min(trades.size(), i + 50)).stream()
                            .map(T::row)
                            .toList());
        }
    }

    private static K key(Map<K, B> bars, String interval, int index) {
        return bars.keySet().stream()
                .filter(key -> key.interval().equals(interval) && key.symbol().equals("BTC-USD"))
                .sorted(Comparator.comparingLong(K::second))
                .skip(index)
                .findFirst()
                .orElseThrow();
    }

    private static B withVolume(B bar, String volume) {
        return new B(
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                Day.plain(new BigDecimal(volume)),
                bar.notional(),
                bar.vwap(),
                bar.count());
    }

    private static <V> Map<K, V> in2013(Map<K, V> byBar) {
        long end = LocalDate.parse("2014-01-01").toEpochDay() * 86_400;
        return byBar.entrySet().stream()
                .filter(entry -> entry.getKey().second() < end)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<K, B> of(Map<K, B> bars, String interval) {
        return bars.entrySet().stream()
                .filter(bar -> bar.getKey().interval().equals(interval))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<K, String> differences(Map<K, B> streamed, Map<K, B> expected) {
        Map<K, String> differences = new LinkedHashMap<>();
        Set<K> keys = new HashSet<>(streamed.keySet());
        keys.addAll(expected.keySet());
        for (K key : keys) {
            if (!streamed.containsKey(key)) {
                differences.put(key, "missing");
            } else if (!expected.containsKey(key)) {
                differences.put(key, "extra");
            } else if (!streamed.get(key).equals(expected.get(key))) {
                differences.put(key, "changed");
            }
        }
        return differences;
    }
}
