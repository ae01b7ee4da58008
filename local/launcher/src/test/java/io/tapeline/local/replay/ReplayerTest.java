package io.tapeline.local.replay;

import static io.tapeline.local.replay.ScriptedIngest.acceptAll;
import static io.tapeline.local.replay.ScriptedIngest.drop;
import static io.tapeline.local.replay.ScriptedIngest.status;
import static io.tapeline.local.replay.ScriptedIngest.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ReplayerTest {
    private static final List<String> FIVE =
            IntStream.rangeClosed(1, 5).mapToObj(i -> "{\"n\":" + i + "}").toList();

    private ScriptedIngest ingest;
    private final TurnedClock clock = new TurnedClock();
    private final List<String> retries = new ArrayList<>();
    private final List<Long> answered = new ArrayList<>();

    @BeforeEach
    void startIngest() throws IOException {
        ingest = new ScriptedIngest();
    }

    @AfterEach
    void stopIngest() {
        ingest.close();
    }

    private static ReplaySettings settings(URI uri) {
        return ReplaySettings.of(uri, "r-1")
                .withChunkSize(2)
                .withDelays(Duration.ofMillis(1), Duration.ofMillis(20))
                .withAnswerTimeout(Duration.ofSeconds(5));
    }

    private ReplayReport replay(List<String> trades) throws Exception {
        return replay(settings(ingest.uri()), trades);
    }

    private static List<String> trades(String... secondsOfDay) {
        return Arrays.stream(secondsOfDay)
                .map(second -> "{\"ts_event\":\"2013-11-25T00:00:" + second + "Z\"}")
                .toList();
    }

    private ReplayReport replay(ReplaySettings settings, List<String> trades) throws Exception {
        ReplayListener listener = new ReplayListener() {
            @Override
            public void progress(ReplayProgress progress) {
                answered.add(progress.answered());
            }

            @Override
            public void retrying(String reason, Duration delay) {
                retries.add(reason);
            }
        };
        return new Replayer(settings, listener, clock).replay(new ListedTrades(trades));
    }

    @Test
    void postsChunksInOrderAndClosesTheReplay() throws Exception {
        ReplayReport report = replay(FIVE);

        assertThat(ingest.received()).containsExactly(FIVE.subList(0, 2), FIVE.subList(2, 4), FIVE.subList(4, 5));
        assertThat(ingest.requests())
                .containsExactly(
                        "POST /v1/trades?replay=r-1",
                        "POST /v1/trades?replay=r-1",
                        "POST /v1/trades?replay=r-1",
                        "POST /v1/replays/r-1/close");
        assertThat(report.accepted()).isEqualTo(5);
        assertThat(report.rejected()).isZero();
        assertThat(report.retries()).isZero();
        assertThat(answered).containsExactly(2L, 4L, 5L);
    }

    @Test
    void sendsAChunkAgainUntilItIsAcknowledgedBeforeTheNext() throws Exception {
        ingest.onPost(acceptAll(), drop(), status(500, "oops"), unavailable("0"), acceptAll());

        ReplayReport report = replay(FIVE);

        List<String> second = FIVE.subList(2, 4);
        assertThat(ingest.received())
                .containsExactly(FIVE.subList(0, 2), second, second, second, second, FIVE.subList(4, 5));
        assertThat(report.accepted()).isEqualTo(5);
        assertThat(report.retries()).isEqualTo(3);
        assertThat(retries).hasSize(3).last().asString().contains("503");
    }

    @Test
    void waitsAsLongAsTheServiceAsksButNotLongerThanTheLongestDelay() throws Exception {
        ingest.onPost(unavailable("3600"), unavailable("0"), acceptAll());

        assertThat(replay(FIVE).accepted()).isEqualTo(5);

        assertThat(clock.sleeps()).containsExactly(Duration.ofMillis(20), Duration.ZERO);
    }

    @Test
    void waitsLongerBeforeEachFurtherRetry() throws Exception {
        ingest.onPost(drop(), drop(), status(500, ""), status(502, ""), status(429, ""), drop(), acceptAll());

        replay(FIVE);

        assertThat(clock.sleeps().stream().map(Duration::toMillis)).containsExactly(1L, 2L, 4L, 8L, 16L, 20L);
    }

    @Test
    void keepsToTheEventsClockAtTheSpeed() throws Exception {
        List<String> trades = trades("10", "10", "10.5", "12", "11", "40");
        List<Duration> waits = new ArrayList<>();
        ReplayListener listener = new ReplayListener() {
            @Override
            public void waiting(Duration pause) {
                waits.add(pause);
            }
        };

        ReplayReport report = new Replayer(
                        settings(ingest.uri())
                                .withChunkSize(3)
                                .withPace(Pace.unbounded().withSpeed(10)),
                        listener,
                        clock)
                .replay(new ListedTrades(trades));

        assertThat(ingest.received())
                .as("the one that is out of order goes with the one before")
                .containsExactly(
                        trades.subList(0, 2), trades.subList(2, 3), trades.subList(3, 5), trades.subList(5, 6));
        assertThat(clock.sleeps())
                .containsExactly(Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofMillis(2_800))
                .isEqualTo(waits);
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void catchesUpWithTheEventsClockAfterASlowPost() throws Exception {
        List<String> trades = trades("00", "01", "02", "03", "04");
        ingest.onPost((exchange, lines) -> {
            clock.turn(Duration.ofMillis(2_500));
            acceptAll().to(exchange, lines);
        });

        replay(settings(ingest.uri()).withChunkSize(5).withPace(Pace.unbounded().withSpeed(1)), trades);

        assertThat(ingest.received())
                .containsExactly(
                        trades.subList(0, 1), trades.subList(1, 3), trades.subList(3, 4), trades.subList(4, 5));
        assertThat(clock.sleeps()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitForTimesThatTheServiceRefuses() throws Exception {
        List<String> trades = List.of(
                "{\"ts_event\":5000}",
                "{\"ts_event\":\"2013-11-25T00:00:00Z\"}",
                "{\"ts_event\":\"2126-01-02T03:04:05Z\"}",
                "{\"ts_event\":-1}",
                "{}",
                "{\"ts_event\":\"2013-11-25T00:00:01Z\"}");

        replay(settings(ingest.uri()).withChunkSize(9).withPace(Pace.unbounded().withSpeed(1)), trades);

        assertThat(clock.sleeps()).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void holdsTheRateWhateverTheEventsClockSays() throws Exception {
        List<String> trades = trades("10", "10", "10", "10", "10", "10", "10");

        ReplayReport report =
                replay(settings(ingest.uri()).withPace(Pace.unbounded().withRate(20)), trades);

        assertThat(report.took()).as("the seventh waits for six").isEqualTo(Duration.ofMillis(300));
        assertThat(ingest.received()).hasSize(7);
    }

    @Test
    void measuresFromTheFirstSendOfAPostToItsAnswer() throws Exception {
        ingest.onPost(
                (exchange, lines) -> {
                    clock.turn(Duration.ofMillis(3));
                    acceptAll().to(exchange, lines);
                },
                (exchange, lines) -> {
                    clock.turn(Duration.ofMillis(6));
                    status(500, "").to(exchange, lines);
                },
                (exchange, lines) -> {
                    clock.turn(Duration.ofMillis(8));
                    acceptAll().to(exchange, lines);
                });

        ReplayReport report = replay(FIVE);

        assertThat(report.run().latency().count()).isEqualTo(3);
        assertThat(report.run().latency().p50()).isCloseTo(Duration.ofMillis(3), Duration.ofNanos(2_000));
        assertThat(report.run().latency().max())
                .as("6 ms, 1 ms of a pause, 8 ms")
                .isCloseTo(Duration.ofMillis(15), Duration.ofNanos(20_000));
        assertThat(report.run().bytes()).isEqualTo(5L * "{\"n\":1}\n".length());
        assertThat(report.run().rate(report.took())).isCloseTo(5 / 0.018, within(1e-9));
        assertThat(report.run().byteRate(report.took())).isCloseTo(40 / 0.018, within(1e-9));
    }

    @Test
    void goesOnBehindWhatWasAcknowledged() throws Exception {
        List<Checkpoint> kept = new ArrayList<>();
        String rejecting = "{\"accepted\":1,\"rejected_count\":1,"
                + "\"rejected\":[{\"index\":1,\"code\":\"NEGATIVE\",\"message\":\"price is negative: -3\"}]}";
        ingest.onPost(drop(), status(200, rejecting), acceptAll(), status(415, "{\"title\":\"no\"}"));
        assertThatThrownBy(() -> new Replayer(settings(ingest.uri()), ReplayListener.none(), clock)
                        .replay(new ListedTrades(FIVE), Checkpoint.START, kept::add))
                .isInstanceOf(ReplayException.class);
        assertThat(kept).hasSize(2);

        ReplayReport report = new Replayer(settings(ingest.uri()), ReplayListener.none(), clock)
                .replay(new ListedTrades(FIVE), kept.get(0), kept::add);

        assertThat(ingest.received().subList(4, 6)).containsExactly(FIVE.subList(2, 4), FIVE.subList(4, 5));
        assertThat(report.accepted()).isEqualTo(4);
        assertThat(report.rejectedByCode()).isEqualTo(Map.of("NEGATIVE", 1L));
        assertThat(report.firstRejections()).containsExactly(new Rejection(2, "NEGATIVE", "price is negative: -3"));
        assertThat(report.retries()).isEqualTo(1);
        assertThat(report.run().answered()).as("of this run").isEqualTo(3);
        assertThat(report.run().fraction()).as("of the file, that was left").isEqualTo(0.6);
        assertThat(kept).last().extracting(Checkpoint::answered).isEqualTo(5L);
    }

    @Test
    void closesAReplayThatWasStoppedBetweenItsLastTradeAndItsClose() throws Exception {
        List<Checkpoint> kept = new ArrayList<>();
        ingest.onClose(status(400, "{}"));
        assertThatThrownBy(() -> new Replayer(settings(ingest.uri()), ReplayListener.none(), clock)
                        .replay(new ListedTrades(FIVE), Checkpoint.START, kept::add))
                .hasMessageStartingWith("closing mark: the ingest service answered 400");
        ingest.onClose(status(404, "{}"));

        ReplayReport report = new Replayer(settings(ingest.uri()), ReplayListener.none(), clock)
                .replay(new ListedTrades(FIVE), kept.get(2), kept::add);

        assertThat(ingest.requests().subList(4, 7))
                .containsExactly(
                        "POST /v1/replays/r-1/close", "POST /v1/trades?replay=r-1", "POST /v1/replays/r-1/close");
        assertThat(ingest.received()).last().isEqualTo(FIVE.subList(4, 5));
        assertThat(report.accepted()).as("it was counted before").isEqualTo(5);
    }

    @Test
    void stopsWhenWhatWasAcknowledgedCannotBeKept() {
        ReplayJournal full = checkpoint -> {
            throw new IOException("no space left");
        };

        assertThatThrownBy(() -> new Replayer(settings(ingest.uri()), ReplayListener.none(), clock)
                        .replay(new ListedTrades(FIVE), Checkpoint.START, full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
        assertThat(ingest.received()).hasSize(1);
    }

    @Test
    void goesOnWhenTheServiceComesBackOnItsPort() throws Exception {
        int port = ingest.uri().getPort();
        ingest.close();
        List<List<String>> received = new ArrayList<>();
        CompletableFuture<Void> restarted = new CompletableFuture<>();
        ReplayListener restartOnFirstRetry = new ReplayListener() {
            @Override
            public void retrying(String reason, Duration delay) {
                if (!restarted.isDone()) {
                    try {
                        ingest = new ScriptedIngest(port);
                        restarted.complete(null);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };

        ReplayReport report = new Replayer(settings(URI.create("http://127.0.0.1:" + port)), restartOnFirstRetry)
                .replay(new ListedTrades(FIVE));

        received.addAll(ingest.received());
        assertThat(restarted).isCompleted();
        assertThat(report.accepted()).isEqualTo(5);
        assertThat(received).hasSize(3);
    }

    @Test
    void reportsRejectedTradesByCodeAndLine() throws Exception {
        ingest.onPost(
                acceptAll(),
                status(
                        200,
                        "{\"accepted\":1,\"rejected_count\":1,"
                                + "\"rejected\":[{\"index\":1,\"code\":\"NEGATIVE\",\"message\":\"price is negative: -3\"}]}"));

        ReplayReport report = replay(FIVE);

        assertThat(report.accepted()).isEqualTo(4);
        assertThat(report.rejectedByCode()).isEqualTo(Map.of("NEGATIVE", 1L));
        assertThat(report.firstRejections()).containsExactly(new Rejection(4, "NEGATIVE", "price is negative: -3"));
    }

    @Test
    void takesAnAnswerThatRejectsEverythingForAnAnswer() throws Exception {
        ingest.onPost(status(
                400,
                "{\"title\":\"No item of the body is valid\",\"accepted\":0,\"rejected_count\":2,"
                        + "\"rejected\":[{\"index\":0,\"code\":\"MISSING_FIELD\",\"message\":\"price is missing\"}]}"));

        ReplayReport report = replay(FIVE.subList(0, 2));

        assertThat(report.accepted()).isZero();
        assertThat(report.rejectedByCode()).isEqualTo(Map.of("MISSING_FIELD", 1L, "OTHER", 1L));
        assertThat(ingest.requests())
                .as("nothing was accepted, so nothing is closed")
                .hasSize(1);
    }

    @Test
    void postsTheLastChunkAgainWhenTheServiceHasForgottenTheReplay() throws Exception {
        ingest.onClose(status(404, "{\"title\":\"No such replay is open\"}"));

        ReplayReport report = replay(FIVE);

        assertThat(ingest.requests().subList(3, 6))
                .containsExactly(
                        "POST /v1/replays/r-1/close", "POST /v1/trades?replay=r-1", "POST /v1/replays/r-1/close");
        assertThat(ingest.received()).last().isEqualTo(FIVE.subList(4, 5));
        assertThat(report.accepted()).isEqualTo(5);
    }

    @Test
    void retriesTheClosingMarkWhileAPostIsUnderWay() throws Exception {
        ingest.onClose(status(409, "{\"title\":\"Posts to the replay are under way\"}"), status(200, "{}"));

        replay(FIVE);

        assertThat(ingest.requests())
                .filteredOn(each -> each.endsWith("/close"))
                .hasSize(2);
    }

    @Test
    void leavesTheReplayOpenWhenAskedTo() throws Exception {
        replay(settings(ingest.uri()).leftOpen(), FIVE);

        assertThat(ingest.requests()).noneMatch(each -> each.endsWith("/close"));
    }

    @Test
    void failsWithTheServicesWordsWhenItRefusesAPostAsAWhole() {
        ingest.onPost(
                acceptAll(),
                status(415, "{\"title\":\"The body's type is not supported\",\"detail\":\"neither JSON nor NDJSON\"}"));

        assertThatThrownBy(() -> replay(FIVE))
                .isInstanceOf(ReplayException.class)
                .hasMessage("lines 3-4: the ingest service answered 415, The body's type is not supported:"
                        + " neither JSON nor NDJSON (2 trades were accepted before)");
    }

    @Test
    void failsWhenTheServiceAnswersForOtherTradesThanWereSent() {
        ingest.onPost(status(200, "{\"accepted\":7,\"rejected_count\":0,\"rejected\":[]}"));

        assertThatThrownBy(() -> replay(FIVE))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("answered for 7 of 2 trades");
    }

    @Test
    void givesUpWhenTheServiceStaysAway() {
        URI uri = ingest.uri();
        ingest.close();

        assertThatThrownBy(() -> replay(settings(uri).withGiveUpAfter(Duration.ofMillis(200)), FIVE))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("the ingest service does not accept connections; gave up after");
    }
}
