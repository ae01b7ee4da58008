package io.tapeline.ingest.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.luben.zstd.Zstd;
import io.tapeline.ingest.dialect.Dialect;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.wire.DecodedBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileFeedTest {
    private static final Instant FIRST = Instant.parse("2025-06-01T12:00:00Z");

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    Path folder;

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
    }

    private FeedHarness start(String file, @Nullable Dialect dialect, double speed) {
        started = new FeedHarness(new FeedSettings(
                "recorded",
                FeedType.FILE,
                null,
                null,
                folder.resolve(file),
                List.of(),
                List.of(),
                dialect == null ? EventKind.TRADE : null,
                dialect,
                TimestampUnit.NS,
                Duration.ofSeconds(10),
                Duration.ofMillis(1),
                Duration.ofMillis(20),
                true,
                100,
                Duration.ofSeconds(1),
                speed));
        return requireNonNull(started);
    }

    /** Trades 1 to a number, one a second. */
    private static String trades(boolean csv, int count) {
        String lines = LongStream.rangeClosed(1, count)
                .mapToObj(id -> (csv
                                ? "A,V,%s,1.5,2,%d"
                                : "{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":\"%s\",\"price\":1.5,\"size\":2,\"trade_id\":%d}")
                        .formatted(FIRST.plusSeconds(id), id))
                .collect(Collectors.joining("\n"));
        return csv ? "symbol,venue,ts_event,price,size,trade_id\n" + lines : lines;
    }

    private void write(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        if (name.endsWith(".gz")) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes);
            }
            bytes = packed.toByteArray();
        } else if (name.endsWith(".zst")) {
            bytes = Zstd.compress(bytes);
        }
        Files.write(folder.resolve(name), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.csv", "t.CSV.gz", "t.csv.zst", "t.ndjson", "t.jsonl.gz", "t.ndjson.zst"})
    void replaysAFileAndClosesItsLastDay(String name) throws IOException {
        write(name, trades(name.toLowerCase(Locale.ROOT).contains("csv"), 2000));

        FeedHarness harness = start(name, null, 0);

        await().until(() -> harness.report().state().equals("ended"));
        assertThat(harness.ids()).hasSize(2000);
        List<DecodedBatch> batches = harness.batches();
        long end = Instant.parse("2025-06-02T00:00:05Z").getEpochSecond() * 1_000_000_000L;
        assertThat(batches.get(batches.size() - 1).header().clock()).isEqualTo(end);
        assertThat(harness.replays.find("feed.recorded")).isEmpty();
        assertThat(harness.noted("ended")).isTrue();
    }

    @Test
    void replaysARecordingOfAVenue() throws IOException {
        write(
                "venue.ndjson",
                Venue.COINBASE.heartbeat() + "\n" + Venue.COINBASE.trade(1) + "\n{\"type\":\"open\"}\n"
                        + Venue.COINBASE.trade(2));

        FeedHarness harness = start("venue.ndjson", Dialect.COINBASE, 0);

        await().until(() -> harness.report().state().equals("ended"));
        assertThat(harness.ids()).containsExactly(1L, 2L);
        assertThat(harness.report().rejected()).isEqualTo(1);
    }

    @Test
    void takesItsTimeWhenItIsToldTo() throws IOException {
        // Ten seconds of trades in half a second.
        write("slow.csv", trades(true, 11));
        long start = System.nanoTime();

        FeedHarness harness = start("slow.csv", null, 20);

        await().until(() -> harness.report().state().equals("ended"));
        assertThat(System.nanoTime() - start).isGreaterThan(450_000_000L);
        assertThat(harness.ids()).hasSize(11);
    }

    @Test
    void saysWhereAFileCannotBeRead() throws IOException {
        write("broken.json", "[" + trades(false, 1) + ", {]");

        FeedHarness harness = start("broken.json", null, 0);

        await().until(() -> harness.report().state().equals("failed"));
        await().untilAsserted(() -> assertThat(harness.ids()).containsExactly(1L));
        assertThat(harness.report().journal())
                .anySatisfy(entry -> assertThat(entry.message()).contains("MALFORMED_JSON"));
    }

    @Test
    void saysThatAFileIsMissing() {
        FeedHarness harness = start("none.csv", null, 0);

        await().until(() -> harness.report().state().equals("failed"));
        assertThat(harness.report().journal())
                .anySatisfy(entry -> assertThat(entry.message()).contains("NoSuchFileException"));
    }
}
