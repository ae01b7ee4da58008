package io.tapeline.local.replay;

import static io.tapeline.local.replay.ScriptedIngest.acceptAll;
import static io.tapeline.local.replay.ScriptedIngest.drop;
import static io.tapeline.local.replay.ScriptedIngest.status;
import static io.tapeline.local.replay.ScriptedIngest.unavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
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
        return new Replayer(settings, listener).replay(new ListedTrades(trades));
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
        ingest.onPost(unavailable("3600"), acceptAll());
        long began = System.nanoTime();

        assertThat(replay(FIVE).accepted()).isEqualTo(5);

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofMillis(20), Duration.ofSeconds(10));
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
