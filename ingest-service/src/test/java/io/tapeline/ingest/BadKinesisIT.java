package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.ingest.spool.DiskSpool;
import io.tapeline.ingest.spool.SpoolEntry;
import io.tapeline.ingest.spool.SpoolListener;
import io.tapeline.ingest.spool.SpoolSettings;
import io.tapeline.ingest.spool.SpoolSync;
import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.local.kinesis.fault.Fault;
import io.tapeline.testkit.service.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged service on a Kinesis that hangs, fails or throttles: nothing acknowledged is missing, and nothing is
 * acknowledged that was not stored. With a spool, what was accepted also survives SIGKILL.
 */
@Timeout(180)
class BadKinesisIT {
    private static final String STREAM = "market-data";
    private static final int SYMBOLS = 40;

    private final KinesisEmulator emulator = KinesisEmulator.start(
            EmulatorConfig.defaults().withMaxHeapBytes(256L << 20).withStream(STREAM, 2));
    private final StallingProxy kinesis = new StallingProxy(emulator.endpoint());
    private final StoredTrades stored = new StoredTrades(emulator.endpoint(), STREAM);
    private final List<ServiceProcess> services = new ArrayList<>();
    private final ExecutorService clients = Executors.newCachedThreadPool();

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        clients.shutdownNow();
        services.forEach(ServiceProcess::close);
        stored.close();
        kinesis.close();
        emulator.close();
    }

    private ServiceProcess service(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("ingest.publisher.attempt-timeout", "500ms");
        all.putIfAbsent("ingest.publisher.ack-timeout", "2s");
        ServiceProcess service = PackagedService.start(kinesis.endpoint(), all);
        services.add(service);
        return service;
    }

    private ServiceProcess withSpool() throws IOException {
        return service(
                Map.of("ingest.spool.directory", directory.resolve("spool").toString()));
    }

    /** Posts trades of these ids; answers the status. */
    private static int post(ServiceProcess service, long from, int count) throws Exception {
        return service.post("/v1/trades", BodyPublishers.ofString(lines(from, count)))
                .statusCode();
    }

    private static String lines(long from, int count) {
        StringBuilder body = new StringBuilder();
        for (long id = from; id < from + count; id++) {
            body.append("{\"symbol\":\"S").append(id % SYMBOLS).append("\",\"venue\":\"V\",\"ts_event\":");
            body.append(1_385_337_600_000_000_000L + id).append(",\"price\":1.5,\"size\":2,\"trade_id\":");
            body.append(id).append("}\n");
        }
        return body.toString();
    }

    private List<Long> found() {
        List<Long> ids = new ArrayList<>();
        stored.idsBySymbol().values().forEach(ids::addAll);
        return ids;
    }

    private static Map<String, List<Long>> inOrder(long count) {
        Map<String, List<Long>> ids = new TreeMap<>();
        for (long id = 0; id < count; id++) {
            ids.computeIfAbsent("S" + id % SYMBOLS, unused -> new ArrayList<>()).add(id);
        }
        return ids;
    }

    @Test
    void aKinesisThatHangs() throws Exception {
        ServiceProcess service = service(Map.of()).awaitReady();
        assertThat(post(service, 0, 100)).isEqualTo(200);
        kinesis.stall();
        assertThat(post(service, 100, 100)).isEqualTo(503);
        assertThat(kinesis.swallowed()).isPositive();
        assertThat(found()).hasSize(100);

        kinesis.serve();

        // Also what no one waited for is published, before what comes after it.
        await().atMost(Duration.ofSeconds(30)).until(() -> post(service, 200, 100) == 200);
        assertThat(stored.idsBySymbol().get("S0")).startsWith(0L, 40L, 80L, 120L, 160L, 200L);
        assertThat(found()).contains(0L, 199L, 299L);
    }

    @Test
    void aKinesisThatFails() throws Exception {
        ServiceProcess service =
                service(Map.of("ingest.publisher.delivery-timeout", "1s")).awaitReady();
        assertThat(post(service, 0, 100)).isEqualTo(200);
        emulator.faults().add(Fault.serverError("PutRecords", 500, 1_000_000));

        assertThat(post(service, 100, 100)).isEqualTo(503);
        assertThat(found()).hasSize(100);
        assertThat(service.log()).contains("batch given up: shard=").contains("code=TIMED_OUT kept_in_spool=false");

        // The answer comes when the first range gives up: the other must have done so too before Kinesis is well again.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.get("/q/metrics").body().contains("tapeline_ingest_buffer_events 0.0"));
        emulator.faults().clear();
        assertThat(post(service, 200, 100)).isEqualTo(200);
        assertThat(found()).hasSize(200).contains(0L, 99L, 200L, 299L).doesNotContain(100L);
    }

    @Test
    void aKinesisThatThrottles() throws Exception {
        ServiceProcess service = service(
                        Map.of("ingest.publisher.ack-timeout", "60s", "ingest.publisher.buffer-events", "4000"))
                .awaitReady();
        // Whole calls, and records of calls, beside what the shards' own limits refuse.
        emulator.faults().add(Fault.refuseRecords(1, 8), Fault.throttle("PutRecords", 4));
        List<Callable<List<Long>>> posts = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            long first = client * 1_000_000L;
            posts.add(() -> postAll(service, first));
        }
        List<Long> confirmed = new ArrayList<>();
        for (Future<List<Long>> post : clients.invokeAll(posts)) {
            confirmed.addAll(post.get());
        }

        assertThat(confirmed).hasSizeGreaterThan(1_000);
        assertThat(found()).doesNotHaveDuplicates().containsAll(confirmed);
        assertThat(metric(service, "tapeline_ingest_publish_throttled_total")).isGreaterThan(10);
        assertThat(metric(service, "tapeline_ingest_publish_failed_events_total"))
                .isZero();
    }

    private static List<Long> postAll(ServiceProcess service, long first) throws Exception {
        List<Long> confirmed = new ArrayList<>();
        long next = first;
        for (int i = 0; i < 12; i++) {
            int count = 250 << (i % 4);
            int status = post(service, next, count);
            assertThat(status).isIn(200, 503);
            for (int j = 0; status == 200 && j < count; j++) {
                confirmed.add(next + j);
            }
            next += count;
        }
        return confirmed;
    }

    @Test
    void whatIsInTheSpoolSurvivesSigkillAndIsStoredOnce() throws Exception {
        ServiceProcess first = withSpool().awaitReady();
        assertThat(post(first, 0, 1000)).isEqualTo(200);
        kinesis.stall();
        List<Future<Integer>> unheard = new ArrayList<>();
        for (long from = 1000; from < 5000; from += 1000) {
            long next = from;
            // Each is accepted and waits; its client will never hear of it.
            unheard.add(clients.submit(() -> post(first, next, 1000)));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> metric(first, "tapeline_ingest_items_accepted_total") == next + 1000);
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> spooledEvents() == 4000);

        first.kill();
        // None was told that its trades are stored.
        assertThat(unheard).allSatisfy(post -> {
            try {
                assertThat(post.get()).isEqualTo(503);
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(IOException.class);
            }
        });
        kinesis.serve();
        ServiceProcess second = withSpool().awaitReady();
        assertThat(post(second, 5000, 1000)).isEqualTo(200);

        assertThat(stored.idsBySymbol()).isEqualTo(inOrder(6000));
        assertThat(second.log())
                .contains("publishing what the spool holds: batches=")
                .contains("published what the spool held: batches=")
                .contains(" events=4000 ");
        second.terminate();
        assertThat(second.awaitEnd(Duration.ofSeconds(60))).isTrue();
        assertThat(segments()).isEmpty();
    }

    @Test
    void aSecondProcessDoesNotShareTheSpool() throws Exception {
        withSpool().awaitReady();

        ServiceProcess second = withSpool();

        assertThat(second.awaitEnd(Duration.ofSeconds(60))).isTrue();
        assertThat(second.exitValue()).isNotZero();
        assertThat(second.log()).contains("spool is in use by another process");
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
            return files.filter(file -> file.toString().endsWith(".spool")).toList();
        }
    }

    /** Events in the spool that are not done, as a copy of it shows. */
    private int spooledEvents() throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        for (Path segment : segments()) {
            Files.copy(segment, copy.resolve(segment.getFileName()));
        }
        int events = 0;
        SpoolSettings settings = new SpoolSettings(copy, SpoolSettings.LEAST_BYTES, SpoolSync.OFF);
        try (DiskSpool spool = DiskSpool.open(settings, new Ignoring())) {
            for (SpoolEntry entry : spool.pending()) {
                events += spool.read(entry).events();
            }
        }
        return events;
    }

    private static double metric(ServiceProcess service, String name) throws Exception {
        return service.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** A copy taken while the process writes may end in the middle of an entry. */
    private static final class Ignoring implements SpoolListener {
        @Override
        public void corrupt(Path keptIn, long bytes) {}

        @Override
        public void torn(Path segment, long bytes) {}

        @Override
        public void failed(Path file, String problem) {}
    }
}
