package io.tapeline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.local.kinesis.fault.Fault;
import io.tapeline.local.kinesis.fault.FaultEffect;
import io.tapeline.testkit.service.ServiceProcess;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged service against the Kinesis emulator. */
@Timeout(180)
class IngestServiceIT {
    private static final String STREAM = "market-data";
    private static final int SYMBOLS = 40;

    private final KinesisEmulator emulator = KinesisEmulator.start(EmulatorConfig.defaults()
            .withoutLimits()
            .withMaxHeapBytes(256L << 20)
            .withStream(STREAM, 2));
    private final StoredTrades stored = new StoredTrades(emulator.endpoint(), STREAM);
    private final List<ServiceProcess> services = new ArrayList<>();

    @AfterEach
    void stop() {
        services.forEach(ServiceProcess::close);
        stored.close();
        emulator.close();
    }

    private ServiceProcess service(Map<String, String> settings) throws IOException {
        ServiceProcess service = PackagedService.start(emulator.endpoint(), settings);
        services.add(service);
        return service;
    }

    @Test
    void everyTradeIsStoredOnceAndInOrderThroughFaultsAndAReshard() throws Exception {
        ServiceProcess service = service(Map.of()).awaitReady();
        int posts = 60;
        Map<String, List<Long>> expected = new TreeMap<>();
        long id = 0;
        for (int post = 0; post < posts; post++) {
            if (post % 5 == 1) {
                emulator.faults()
                        .add(
                                new Fault("PutRecords", new FaultEffect.RefuseRecords(2), 0, 3),
                                Fault.throttle("PutRecords", 1),
                                Fault.serverError("PutRecords", 500, 1),
                                new Fault("PutRecords", new FaultEffect.DropResponse(), 0, 1),
                                new Fault("PutRecords", new FaultEffect.DropRequest(), 0, 1));
            }
            if (post == 20) {
                stored.reshard(4);
            }
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                String symbol = "S" + id % SYMBOLS;
                body.append(line(symbol, id)).append('\n');
                expected.computeIfAbsent(symbol, unused -> new ArrayList<>()).add(id);
                id++;
            }
            HttpResponse<String> answer = service.post("/v1/trades", BodyPublishers.ofString(body.toString()));

            assertThat(answer.body()).isEqualTo("{\"accepted\":200,\"rejected_count\":0,\"rejected\":[]}");
        }

        assertThat(stored.openShards()).isEqualTo(4);
        assertThat(emulator.faults().fired()).isGreaterThan(50);
        assertThat(stored.idsBySymbol()).isEqualTo(expected);
        assertThat(service.get("/q/metrics").body()).contains("tapeline_ingest_ranges 4.0");
    }

    @Test
    void whatItAcknowledgedBeforeSigtermIsStored() throws Exception {
        ServiceProcess service = service(Map.of()).awaitReady();
        emulator.faults().add(Fault.latency("PutRecords", Duration.ofMillis(150), 1_000_000));
        int clients = 6;
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger sentAway = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(clients);
        List<Callable<List<Long>>> tasks = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            long from = c * 10_000_000L;
            tasks.add(() -> postUntilSentAway(service, from, acknowledged, sentAway));
        }
        List<Future<List<Long>>> results = new ArrayList<>();
        for (Callable<List<Long>> task : tasks) {
            results.add(executor.submit(task));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.get() >= 20);

        service.terminate();

        assertThat(service.awaitEnd(Duration.ofSeconds(60))).isTrue();
        // 128 + SIGTERM is how a JVM ends that was asked to.
        assertThat(service.exitValue()).isIn(0, 143);
        List<Long> confirmed = new ArrayList<>();
        for (Future<List<Long>> result : results) {
            confirmed.addAll(result.get());
        }
        executor.shutdown();
        emulator.faults().clear();
        List<Long> found = new ArrayList<>();
        stored.idsBySymbol().values().forEach(found::addAll);
        assertThat(confirmed).hasSizeGreaterThanOrEqualTo(20 * 100);
        assertThat(found).doesNotHaveDuplicates().containsAll(confirmed);
        assertThat(sentAway.get()).isEqualTo(clients);
        assertThat(service.log()).doesNotContain("not acknowledged");
    }

    /** The ids of all posts that were answered with 200, until one was not. */
    private static List<Long> postUntilSentAway(
            ServiceProcess service, long from, AtomicInteger acknowledged, AtomicInteger sentAway)
            throws InterruptedException {
        List<Long> confirmed = new ArrayList<>();
        long next = from;
        while (true) {
            List<Long> ids = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                ids.add(next);
                body.append(line("S" + next % SYMBOLS, next++)).append('\n');
            }
            try {
                HttpResponse<String> answer = service.post("/v1/trades", BodyPublishers.ofString(body.toString()));
                if (answer.statusCode() != 200) {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    sentAway.incrementAndGet();
                    return confirmed;
                }
            } catch (IOException e) {
                // The port is closed already: not confirmed either.
                sentAway.incrementAndGet();
                return confirmed;
            }
            confirmed.addAll(ids);
            acknowledged.incrementAndGet();
        }
    }

    @Test
    void takesABodyOfAnyLengthInLittleMemory() throws Exception {
        ServiceProcess service = service(Map.of()).awaitReady();
        int trades = 1_000_000;

        HttpResponse<String> answer =
                service.post("/v1/trades?replay=long", BodyPublishers.ofByteArrays(manyLines(trades)));

        assertThat(answer.body()).isEqualTo("{\"accepted\":" + trades + ",\"rejected_count\":0,\"rejected\":[]}");
        assertThat(service.peakResidentBytes()).isLessThan(400L << 20);
    }

    @Test
    void saysThatTheStreamIsMissingAndGoesOnWhenItIsThere() throws Exception {
        try (StoredTrades later = new StoredTrades(emulator.endpoint(), "made-later")) {
            ServiceProcess service = service(Map.of("kinesis.stream", "made-later"));
            await().atMost(Duration.ofSeconds(60))
                    .ignoreException(IOException.class)
                    .untilAsserted(
                            () -> assertThat(service.get("/q/health/ready").body())
                                    .contains("made-later")
                                    .contains("not found"));
            assertThat(service.get("/q/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> answer = service.post("/v1/trades", BodyPublishers.ofString(line("A", 1)));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("made-later");

            later.create(1);
            service.awaitReady();

            assertThat(service.post("/v1/trades", BodyPublishers.ofString(line("A", 1)))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesAWrongConfigurationListingEveryProblem() throws Exception {
        ServiceProcess service = service(Map.of(
                "ingest.publisher.batch-events", "0",
                "ingest.validation.max-price", "-1",
                "kinesis.stream", "arn:aws:kinesis:us-east-1:000000000000:stream/x"));

        assertThat(service.awaitEnd(Duration.ofSeconds(60))).isTrue();

        assertThat(service.exitValue()).isNotZero();
        assertThat(service.log())
                .contains("the configuration has 3 problems")
                .contains("ingest.publisher.batch-events is not between 1 and 16384: 0")
                .contains("ingest.validation.max-price is not above 0")
                .contains("kinesis.stream is not a stream's name (for an ARN, use kinesis.stream-arn)");
    }

    private static String line(String symbol, long id) {
        return "{\"symbol\":\"" + symbol + "\",\"venue\":\"V\",\"ts_event\":" + (1_385_337_600_000_000_000L + id)
                + ",\"price\":1.5,\"size\":2,\"trade_id\":" + id + "}";
    }

    /** So many lines, made when they are sent. */
    private static Iterable<byte[]> manyLines(int count) {
        int chunk = 1000;
        return () -> IntStream.range(0, count / chunk)
                .mapToObj(part -> IntStream.range(part * chunk, (part + 1) * chunk)
                        .mapToObj(id -> line("S" + id % SYMBOLS, id) + "\n")
                        .collect(Collectors.joining())
                        .getBytes(UTF_8))
                .iterator();
    }
}
