package io.tapeline.ingest.connect;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.ingest.connect.VenueServer.Reply;
import io.tapeline.ingest.connect.VenueServer.Request;
import io.tapeline.ingest.dialect.Dialect;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.post.Admission;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpFeedTest {
    private static final String TRADE =
            "{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1748736000000,\"price\":1.5,\"size\":2,\"trade_id\":%d}";

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

    private FeedHarness start(@Nullable EventKind kind, @Nullable Dialect dialect, Function<Request, Reply> rest) {
        return start(kind, dialect, Admission.ALL, rest);
    }

    private FeedHarness start(
            @Nullable EventKind kind, @Nullable Dialect dialect, Admission admission, Function<Request, Reply> rest) {
        server.serving(rest);
        started = new FeedHarness(
                new FeedSettings(
                        "poll",
                        FeedType.HTTP,
                        server.restUrl().resolve("/trades?token=secret"),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        kind,
                        dialect,
                        TimestampUnit.MS,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1),
                        Duration.ofMillis(20),
                        true,
                        100,
                        Duration.ofMillis(10),
                        0),
                admission);
        return requireNonNull(started);
    }

    private static Reply typed(String type, String body) {
        return new Reply(200, Map.of("Content-Type", type), body);
    }

    @Test
    void publishesWhatEachAnswerHolds() {
        AtomicInteger asked = new AtomicInteger();
        FeedHarness harness = start(EventKind.TRADE, null, request -> switch (asked.incrementAndGet()) {
            case 1 -> typed("application/json", "[" + TRADE.formatted(1) + "," + TRADE.formatted(2) + "]");
            case 2 -> typed("application/x-ndjson", TRADE.formatted(3) + "\n{\"symbol\":1}\n" + TRADE.formatted(4));
            case 3 -> typed("text/csv", "symbol,venue,ts_event,price,size,trade_id\nA,V,1748736000000,1,1,5\n");
            case 4 -> typed("text/html", "<html>");
            default -> typed("application/json", TRADE.formatted(6));
        });

        await().untilAsserted(() -> assertThat(harness.ids()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L));
        FeedReport report = harness.report();
        assertThat(report.state()).isEqualTo("polling");
        assertThat(report.source()).endsWith("/trades");
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.malformed()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatIsNotAmongTheInstruments() {
        Admission known = (symbol, venue) -> symbol.equals("A") ? null : RejectCode.UNKNOWN_SYMBOL;
        String body = "symbol,venue,ts_event,price,size,trade_id\nB,V,1748736000000,1,1,4\nA,V,1748736000000,1,1,5\n";
        FeedHarness harness = start(EventKind.TRADE, null, known, request -> typed("text/csv", body));

        await().untilAsserted(() -> assertThat(harness.ids()).containsExactly(5L));
        assertThat(harness.report().rejected()).isEqualTo(1);
        assertThat(harness.noted("rejected")).isTrue();
    }

    @Test
    void readsADialect() {
        FeedHarness harness = start(null, Dialect.KRAKEN, request -> typed("application/json", Venue.KRAKEN.trade(7)));

        await().untilAsserted(() -> assertThat(harness.ids()).containsExactly(7L));
    }

    @Test
    void doesNotReadTheSameAnswerAgain() {
        AtomicInteger asked = new AtomicInteger();
        FeedHarness harness = start(EventKind.TRADE, null, request -> {
            asked.incrementAndGet();
            return typed("application/json", TRADE.formatted(1));
        });

        await().until(() -> asked.get() > 5);
        assertThat(harness.report().events()).isEqualTo(1);
    }

    @Test
    void asksOnlyForWhatIsNew() {
        List<String> conditions = new CopyOnWriteArrayList<>();
        FeedHarness harness = start(EventKind.TRADE, null, request -> {
            conditions.add(request.header("If-None-Match") + " " + request.header("If-Modified-Since"));
            return conditions.size() == 1
                    ? new Reply(
                            200,
                            Map.of("ETag", "\"v1\"", "Last-Modified", "Sun, 01 Jun 2025 00:00:00 GMT"),
                            TRADE.formatted(1))
                    : new Reply(304, Map.of(), "");
        });

        await().until(() -> conditions.size() > 3);
        assertThat(conditions.get(0)).isEqualTo("null null");
        assertThat(List.copyOf(conditions).subList(1, 4)).containsOnly("\"v1\" Sun, 01 Jun 2025 00:00:00 GMT");
        assertThat(harness.ids()).containsExactly(1L);
    }

    @Test
    void waitsAsLongAsAServerThatIsOverloadedAsks() {
        AtomicInteger asked = new AtomicInteger();
        long start = System.nanoTime();
        FeedHarness harness = start(EventKind.TRADE, null, request -> switch (asked.incrementAndGet()) {
            case 1 -> new Reply(429, Map.of("Retry-After", "1"), "");
            case 2 -> new Reply(503, Map.of(), "");
            default -> typed("application/json", TRADE.formatted(1));
        });

        await().until(() -> harness.ids().contains(1L));
        assertThat(System.nanoTime() - start).isGreaterThan(1_000_000_000L);
        assertThat(harness.report().journal()).extracting(JournalEntry::message).contains("status 429", "status 503");
    }
}
