package io.tapeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.launcher.stack.Stack;
import io.tapeline.local.launcher.stack.StateDirectory;
import io.tapeline.local.replay.CsvOptions;
import io.tapeline.local.replay.ReplayListener;
import io.tapeline.local.replay.ReplayProgress;
import io.tapeline.local.replay.ReplayReport;
import io.tapeline.local.replay.ReplaySettings;
import io.tapeline.local.replay.Replayer;
import io.tapeline.local.replay.TimestampUnit;
import io.tapeline.local.replay.TradeFiles;
import io.tapeline.local.replay.TradeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100,000 real trades through every process of the pipeline, while one of them is killed or the stream is resharded. What
 * then stands in the lake is held, bar by bar, against a naive recomputation, and the indicators against TA-Lib.
 */
class FaultsIT {
    private static final int TRADES = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private static Path directory;

    private static Stack stack;
    /** Each test replays at dates of its own, later than those before: the stream's clock does not go back. */
    private static int replays;

    @BeforeAll
    static void startEverything() {
        stack = Stack.open(new StateDirectory(directory.resolve("state")), event -> {});
        stack.start(EnumSet.allOf(Service.class));
    }

    @AfterAll
    static void stopEverything() {
        stack.close();
    }

    @Test
    void losesAndDoublesNothingWhenTheStreamJobIsKilled() throws Exception {
        Tape tape = nextTape("KILLED-STREAM");
        Once kill = new Once(() -> {
            // Not before a checkpoint is there to go back to, and trades after it to read again.
            awaitLake(lake -> lake.count("trades", tape.symbol()) > 0);
            stack.process(Service.STREAM).kill();
        });

        ReplayReport report = replay(tape, progress -> kill.after(progress.accepted() >= TRADES * 2 / 5));

        assertThat(kill.done()).isTrue();
        assertThat(report.accepted()).isEqualTo(TRADES);
        assertLakeIsRight(tape);
    }

    @Test
    void losesAndDoublesNothingWhenTheIngestServiceIsKilled() throws Exception {
        Tape tape = nextTape("KILLED-INGEST");
        List<CompletableFuture<Void>> kills = new ArrayList<>();
        Once first = new Once(() -> kills.add(killIngestInAMoment()));
        Once second = new Once(() -> kills.add(killIngestInAMoment()));

        ReplayReport report = replay(tape, progress -> {
            first.after(progress.accepted() >= TRADES / 4);
            second.after(progress.accepted() >= TRADES / 2);
        });

        assertThat(kills).hasSize(2).allSatisfy(kill -> assertThat(kill).isCompleted());
        assertThat(report.retries()).isPositive();
        assertThat(report.accepted()).isEqualTo(TRADES);
        assertLakeIsRight(tape);
    }

    @Test
    void losesAndDoublesNothingWhenTheStreamIsResharded() throws Exception {
        Tape tape = nextTape("RESHARDED");
        Once reshard = new Once(
                () -> kinesis("UpdateShardCount", "\"TargetShardCount\":4,\"ScalingType\":\"UNIFORM_SCALING\""));

        ReplayReport report = replay(tape, progress -> reshard.after(progress.accepted() >= TRADES * 2 / 5));

        assertThat(reshard.done()).isTrue();
        assertThat(kinesis("DescribeStreamSummary", null)).contains("\"OpenShardCount\":4");
        assertThat(report.accepted()).isEqualTo(TRADES);
        assertLakeIsRight(tape);
    }

    private static Tape nextTape(String symbol) throws Exception {
        return Tape.read(symbol, Duration.ofDays(10L * replays++));
    }

    /** In a moment, so that it hits a post that is under way. */
    private static CompletableFuture<Void> killIngestInAMoment() {
        return CompletableFuture.runAsync(
                stack.process(Service.INGEST)::kill, CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS));
    }

    private interface Watch {
        void progress(ReplayProgress progress);
    }

    private static ReplayReport replay(Tape tape, Watch watch) throws Exception {
        Path file = directory.resolve(tape.symbol() + ".ndjson");
        tape.write(file);
        ReplaySettings settings = ReplaySettings.of(stack.endpoints().http(Service.INGEST), tape.symbol())
                .withChunkSize(1_000);
        ReplayListener listener = new ReplayListener() {
            @Override
            public void progress(ReplayProgress progress) {
                watch.progress(progress);
            }
        };
        try (TradeSource source = TradeFiles.open(file, new CsvOptions("", "", TimestampUnit.NS))) {
            return new Replayer(settings, listener).replay(source);
        }
    }

    private static void assertLakeIsRight(Tape tape) {
        awaitLake(lake -> lake.count("trades", tape.symbol()) + lake.count("late_trades", tape.symbol()) >= TRADES
                && lake.hasFinalDay(tape.symbol(), tape.lastSecond())
                && lake.count("latest_indicators", tape.symbol()) >= lake.count("latest_bars", tape.symbol()));
        try (LakeReader lake = LakeReader.open(stack)) {
            assertThat(lake.count("trades", tape.symbol())).isEqualTo(TRADES);
            assertThat(lake.distinctTrades(tape.symbol())).isEqualTo(TRADES);
            assertThat(lake.count("late_trades", tape.symbol())).isZero();
            for (String interval : NaiveBars.SECONDS.keySet()) {
                SortedMap<Long, String> bars = NaiveBars.of(tape.ticks(), interval);
                assertThat(lake.bars(tape.symbol(), interval)).as(interval).isEqualTo(bars);
                assertIndicatorsAreTaLibs(lake, tape, interval, bars);
            }
        }
    }

    private static void assertIndicatorsAreTaLibs(
            LakeReader lake, Tape tape, String interval, SortedMap<Long, String> bars) {
        double[] high = column(bars, 1);
        double[] low = column(bars, 2);
        double[] close = column(bars, 3);
        Map<String, double[]> expected = TaLib.indicators(high, low, close);
        Map<String, double[]> actual = lake.indicators(tape.symbol(), interval, expected.keySet());
        expected.forEach((name, values) -> {
            double[] ours = actual.get(name);
            assertThat(ours).as("%s of %s", name, interval).hasSameSizeAs(values);
            for (int i = 0; i < values.length; i++) {
                // Where TA-Lib gives nothing, ours is null, but for the MACD line, which it starts with its signal.
                if (!Double.isNaN(values[i]) || !name.equals("macd")) {
                    assertThat(isClose(ours[i], values[i]))
                            .as("%s of %s, bar %d: %s, by TA-Lib %s", name, interval, i, ours[i], values[i])
                            .isTrue();
                }
            }
        });
    }

    /** Within 1e-9 of each other; what is a difference of prices by itself, such as MACD, of the price it is made of. */
    private static boolean isClose(double ours, double theirs) {
        if (Double.isNaN(ours) || Double.isNaN(theirs)) {
            return Double.isNaN(ours) && Double.isNaN(theirs);
        }
        return Math.abs(ours - theirs) <= 1e-9 * Math.max(Math.abs(theirs), 1);
    }

    private static double[] column(SortedMap<Long, String> bars, int index) {
        return bars.values().stream()
                .mapToDouble(bar -> Double.parseDouble(bar.split(" ", -1)[index]))
                .toArray();
    }

    private interface LakeCondition {
        boolean holds(LakeReader lake);
    }

    private static void awaitLake(LakeCondition condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            try (LakeReader lake = LakeReader.open(stack)) {
                return condition.holds(lake);
            }
        });
    }

    private static String kinesis(String operation, String arguments) throws Exception {
        URI endpoint = stack.endpoints().http(Service.KINESIS);
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202." + operation)
                .POST(BodyPublishers.ofString(
                        "{\"StreamName\":\"market-data\"" + (arguments == null ? "" : "," + arguments) + "}"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
