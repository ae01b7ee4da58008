package io.tapeline.ingest.connect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.ingest.connect.VenueServer.Reply;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.publish.FakeRecordStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class SocketFeedTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final VenueServer server = new VenueServer();
    private @Nullable FeedHarness started;

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
        }
        server.close();
    }

    private FeedHarness harness() {
        return requireNonNull(started);
    }

    private VenueConnection start(Venue venue, Duration silence) throws InterruptedException {
        server.answering(venue::answers).serving(request -> Reply.ok(venue.rest(request)));
        started = new FeedHarness(settings(venue, silence, List.of(venue.channel())));
        return server.connection();
    }

    private FeedSettings settings(Venue venue, Duration silence, List<String> channels) {
        return new FeedSettings(
                "feed",
                venue.type(),
                server.socketUrl(),
                server.restUrl(),
                null,
                List.of(venue.symbol()),
                channels,
                null,
                null,
                TimestampUnit.NS,
                silence,
                Duration.ofMillis(1),
                Duration.ofMillis(20),
                true,
                100,
                Duration.ofSeconds(1),
                0);
    }

    private void awaitIds(long... ids) {
        await().untilAsserted(() -> assertThat(harness().ids())
                .containsExactlyElementsOf(LongStream.of(ids).boxed().toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COINBASE | matches ticker | {\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"matches\",\"ticker\",\"heartbeat\"]}",
                "BINANCE  | aggTrade bookTicker | {\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\",\"btcusdt@bookTicker\"],\"id\":1}",
                "KRAKEN   | trade | {\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"BTC/USD\"],\"snapshot\":true}}",
                "KRAKEN   | ticker | {\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\",\"symbol\":[\"BTC/USD\"],\"event_trigger\":\"bbo\",\"snapshot\":true}}",
            })
    void subscribesAsTheVenueDocuments(Venue venue, String channels, String subscription) throws Exception {
        started = new FeedHarness(settings(venue, LONG, List.of(channels.split(" "))));

        assertThat(Venue.json(server.connection().received())).isEqualTo(Venue.json(subscription));
        await().until(() -> harness().report().state().equals("subscribing"));
    }

    @ParameterizedTest
    @EnumSource
    void publishesWhatTheVenueSends(Venue venue) throws Exception {
        VenueConnection connection = start(venue, LONG);

        connection.send(venue.trade(1), venue.heartbeat(), venue.trade(2), venue.trade(3));

        awaitIds(1, 2, 3);
        await().until(() -> harness().report().state().equals("live"));
        assertThat(harness().report().connected()).isTrue();
        assertThat(harness().report().gaps()).isZero();
        assertThat(harness().report().newestEvent()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void fetchesTheTradesOfAGapPageByPage(Venue venue) throws Exception {
        VenueConnection connection = start(venue, LONG);

        connection.send(venue.trade(1), venue.trade(2), venue.trade(11), venue.trade(12));

        awaitIds(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        await().until(() -> harness().noted("backfilled"));
        FeedReport report = harness().report();
        assertThat(report.gaps()).isEqualTo(1);
        assertThat(report.missed()).isEqualTo(8);
        assertThat(report.backfilled()).isEqualTo(8);
        assertThat(report.journal())
                .anySatisfy(entry -> assertThat(entry.message()).contains("misses 8 trades, ids 3 to 10"));
        assertThat(server.asked()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatItMissedWhileItWasNotConnected(Venue venue) throws Exception {
        start(venue, LONG).send(venue.trade(1), venue.trade(2)).drop();

        VenueConnection second = server.connection();
        assertThat(second.received()).contains(venue.channel());
        second.send(venue.trade(6));

        awaitIds(1, 2, 3, 4, 5, 6);
        await().until(() -> harness().report().backfilled() == 3);
        assertThat(harness().report().reconnects()).isEqualTo(1);
        assertThat(harness().noted("disconnected")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void connectsAnewWhenTheSocketIsMute(Venue venue) throws Exception {
        VenueConnection mute = start(venue, Duration.ofMillis(300));
        mute.send(venue.trade(1));

        VenueConnection second = server.connection();
        second.send(venue.trade(2));

        awaitIds(1, 2);
        assertThat(harness().noted("silent")).isTrue();
        await().until(mute::isClosed);
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterFramesThatCannotBeRead(Venue venue) throws Exception {
        VenueConnection connection = start(venue, LONG);

        connection.send(
                venue.trade(1),
                "",
                "{\"type\":",
                "<html>502</html>",
                venue.heartbeat().replaceFirst("\\{", "{\"n\":1e72515782136,"),
                "[]",
                venue.trade(2).replace("400.23", "-400.23"),
                venue.trade(3));

        awaitIds(1, 2, 3);
        assertThat(harness().report().malformed()).isEqualTo(4);
        assertThat(harness().report().rejected()).isEqualTo(2);
        assertThat(harness().report().reconnects()).isZero();
        assertThat(harness().report().journal())
                .anySatisfy(entry -> assertThat(entry.message()).contains("NEGATIVE: price is negative: -400.23"));
    }

    @ParameterizedTest
    @EnumSource
    void takesTradesThatComeTwiceOrLate(Venue venue) throws Exception {
        VenueConnection connection = start(venue, LONG);

        connection.send(venue.trade(1), venue.trade(2), venue.trade(2), venue.trade(4), venue.trade(3));

        awaitIds(1, 2, 3, 4);
        assertThat(harness().report().repeats()).isEqualTo(2);
        assertThat(harness().report().gaps()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void asksAgainForWhatWasRefused(Venue venue) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        server.answering(message -> asked.incrementAndGet() <= 2 ? List.of(venue.refusal()) : venue.answers(message));
        started = new FeedHarness(settings(venue, LONG, List.of(venue.channel())));
        server.connection();
        server.connection();

        server.connection().send(venue.trade(1));

        awaitIds(1);
        assertThat(harness().noted("refused")).isTrue();
        await().until(() -> harness().report().state().equals("live"));
    }

    @ParameterizedTest
    @EnumSource
    void connectsAnewWhenTheSubscriptionIsNotConfirmed(Venue venue) throws Exception {
        started = new FeedHarness(settings(venue, Duration.ofMillis(200), List.of(venue.channel())));
        server.connection().received();

        server.answering(venue::answers);
        await().until(() -> harness().noted("live"));

        assertThat(harness().noted("silent")).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void retriesTheBackfillAndGivesUpInTheEnd(Venue venue) throws Exception {
        VenueConnection connection = start(venue, LONG);
        AtomicInteger requests = new AtomicInteger();
        server.serving(request -> switch (requests.incrementAndGet()) {
            case 1 -> new Reply(429, Map.of("Retry-After", "0"), "");
            case 2 -> new Reply(503, Map.of(), "");
            case 3 -> Reply.ok("<html>");
            default -> Reply.ok(venue.rest(request));
        });

        connection.send(venue.trade(1), venue.trade(4));
        awaitIds(1, 2, 3, 4);
        await().until(() -> harness().noted("backfilled"));
        server.serving(request -> new Reply(500, Map.of(), ""));
        connection.send(venue.trade(6));

        await().until(() -> harness().noted("backfill_failed"));
        assertThat(harness().ids()).doesNotContain(5L);
        connection.send(venue.trade(7));
        awaitIds(1, 2, 3, 4, 6, 7);
    }

    @ParameterizedTest
    @EnumSource
    void stopsReadingTheSocketWhileTheStreamTakesNothing(Venue venue) throws Exception {
        CompletableFuture<Void> mended = new CompletableFuture<>();
        VenueConnection connection = start(venue, LONG);
        connection.send(venue.trade(1));
        awaitIds(1);
        harness().stream.otherwise(FakeRecordStream.storeAndWaitFor(mended));

        long last = 4_000;
        for (long id = 2; id <= last; id++) {
            connection.send(venue.trade(id));
        }
        // More than all the buffers of two sockets hold.
        String large =
                "{\"pad\":\"" + "x".repeat(1 << 20) + "\"," + venue.heartbeat().substring(1);
        for (int i = 0; i < 24; i++) {
            connection.send(large);
        }
        await().until(() -> harness().publisher.buffered() > 1024);
        AtomicLong read = new AtomicLong();
        await().during(Duration.ofMillis(300))
                .until(() -> read.getAndSet(harness().report().messages())
                        == harness().report().messages());
        // What the publisher holds, a block that waits for room, and a few more.
        assertThat(read.get()).isLessThan(2048 + 512 + 16);
        await().during(Duration.ofMillis(300)).until(connection::isHeldUp);
        mended.complete(null);
        harness().stream.otherwise(FakeRecordStream.storeAll());

        await().untilAsserted(() -> assertThat(harness().ids()).hasSize((int) last));
        assertThat(harness().report().gaps()).isZero();
        assertThat(harness().report().reconnects()).isZero();
    }

    @Test
    void findsByHeartbeatsWhatNoTradeFollows() throws Exception {
        VenueConnection connection = start(Venue.COINBASE, LONG);
        String heartbeat = Venue.COINBASE.heartbeat().replace("\"last_trade_id\":0", "\"last_trade_id\":3");

        connection.send(Venue.COINBASE.trade(1), heartbeat);
        await().until(() -> harness().report().messages() == 3);
        assertThat(harness().report().gaps()).isZero();
        connection.send(heartbeat);

        awaitIds(1, 2, 3);
        assertThat(harness().report().gaps()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"COINBASE, \"match\", \"last_match\"", "KRAKEN, \"update\", \"snapshot\""})
    void leavesOutWhatAVenueTellsAgainOnANewConnection(Venue venue, String news, String recap) throws Exception {
        start(venue, LONG).send(venue.trade(1), venue.trade(2)).drop();
        awaitIds(1, 2);

        server.connection()
                .send(venue.trade(2).replace(news, recap), venue.trade(3).replace(news, recap), venue.trade(4));

        awaitIds(1, 2, 3, 4);
        assertThat(harness().report().events()).isEqualTo(4);
        assertThat(harness().report().gaps()).isZero();
    }

    @Test
    void handsOnWhatItHoldsWhenItEnds() throws Exception {
        CompletableFuture<Void> mended = new CompletableFuture<>();
        VenueConnection connection = start(Venue.COINBASE, LONG);
        connection.send(Venue.COINBASE.trade(1));
        awaitIds(1);
        harness().stream.otherwise(FakeRecordStream.storeAndWaitFor(mended));
        for (long id = 2; id <= 4000; id++) {
            connection.send(Venue.COINBASE.trade(id));
        }
        await().until(() -> harness().publisher.buffered() > 1024);
        AtomicLong read = new AtomicLong();
        await().during(Duration.ofMillis(300))
                .until(() -> read.getAndSet(harness().report().messages())
                        == harness().report().messages());

        CompletableFuture<Void> ended = CompletableFuture.runAsync(harness().feeds::close);
        await().until(connection::isClosed);
        mended.complete(null);
        harness().stream.otherwise(FakeRecordStream.storeAll());
        ended.join();

        await().until(() -> harness().publisher.buffered() == 0);
        // One of the messages was the confirmation.
        assertThat(harness().ids()).hasSize((int) read.get() - 1);
        assertThat(harness().report().unpublished()).isZero();
    }
}
