package io.tapeline.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.model.Interval;
import io.tapeline.stream.types.BarUpdate;
import io.tapeline.testkit.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ScalingType;

/** The packaged service, the real KCL, the Kinesis emulator and DynamoDB Local; records by the stream job's encoder. */
class LiveServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    // Set before all tests.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static AwsStandIns aws;

    @SuppressWarnings("NullAway.Init")
    private static KinesisAsyncClient kinesis;

    @SuppressWarnings("NullAway.Init")
    private static DynamoDbAsyncClient dynamoDb;

    @BeforeAll
    static void start() {
        aws = AwsStandIns.start(directory, "it-reshard", "it-full");
        kinesis = aws.kinesis();
        dynamoDb = aws.dynamoDb();
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    private static ServiceProcess service(String stream, String instance, String consumer) throws IOException {
        return service(stream, instance, consumer, "5m");
    }

    private static ServiceProcess service(String stream, String instance, String consumer, String sweepAfter)
            throws IOException {
        Map<String, String> settings = Map.of(
                "live.endpoint", aws.kinesisEndpoint().toString(),
                "live.dynamodb-endpoint", aws.dynamoDbEndpoint().toString(),
                "live.failover", "1s",
                "live.stream", stream,
                "live.instance", instance,
                "live.consumer", consumer,
                "live.sweep-after", sweepAfter,
                "live.application", stream);
        return ServiceProcess.start("160m", settings);
    }

    private static void put(String stream, String partition, BarUpdate... bars) {
        kinesis.putRecord(b ->
                        b.streamName(stream).partitionKey(partition).data(SdkBytes.fromByteArray(Samples.record(bars))))
                .join();
    }

    private static List<String> tables() {
        return dynamoDb.listTables().join().tableNames();
    }

    private static String arn(String stream) {
        return kinesis.describeStreamSummary(b -> b.streamName(stream))
                .join()
                .streamDescriptionSummary()
                .streamARN();
    }

    private static List<String> consumers(String stream) {
        return kinesis.listStreamConsumers(b -> b.streamARN(arn(stream))).join().consumers().stream()
                .map(Consumer::consumerName)
                .toList();
    }

    private static List<String> closes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> Integer.toString(100 + n))
                .toList();
    }

    @Test
    void everyInstanceReadsTheWholeStreamThroughAReshardAndLeavesNothingBehind() throws Exception {
        try (ServiceProcess polling = service("it-reshard", "polling", "polling");
                ServiceProcess pushed = service("it-reshard", "pushed", "fan-out");
                LiveClient ofPolling = LiveClient.connect(polling.awaitReady().root());
                LiveClient ofPushed = LiveClient.connect(pushed.awaitReady().root())) {
            for (LiveClient client : List.of(ofPolling, ofPushed)) {
                client.send("{\"subscribe\":[\"BTC-USD\"],\"intervals\":[\"1m\"]}")
                        .awaitType("snapshot");
            }
            assertThat(tables()).contains("it-reshard-polling", "it-reshard-pushed");

            putBars(0, 50);
            kinesis.updateShardCount(b ->
                            b.streamName("it-reshard").targetShardCount(2).scalingType(ScalingType.UNIFORM_SCALING))
                    .join();
            putBars(50, 100);

            for (LiveClient client : List.of(ofPolling, ofPushed)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(client.closes("BTC-USD", "1m"))
                                .containsExactlyInAnyOrderElementsOf(closes(0, 100)));
            }
            for (ServiceProcess service : List.of(polling, pushed)) {
                assertThat(service.json("/v1/bars/BTC-USD?limit=600").path("bars"))
                        .extracting(bar -> bar.path("close").asText())
                        .containsExactlyElementsOf(closes(0, 100));
                await().atMost(PATIENCE)
                        .until(() -> service.get("/q/metrics").body().contains("tapeline_live_shards_read 2.0"));
                assertThat(service.get("/q/health/ready").statusCode()).isEqualTo(200);
                assertThat(service.get("/q/health/live").statusCode()).isEqualTo(200);
                assertThat(service.peakResidentBytes()).isLessThan(400L << 20);
                service.terminate();
            }
            assertThat(ofPolling.awaitClose()).isEqualTo(1001);
            assertThat(ofPushed.awaitClose()).isEqualTo(1001);
            assertThat(polling.awaitEnd(PATIENCE)).isTrue();
            assertThat(pushed.awaitEnd(PATIENCE)).isTrue();
            assertThat(tables()).noneMatch(table -> table.startsWith("it-reshard"));
            assertThat(consumers("it-reshard")).isEmpty();
        }
    }

    private static void putBars(int from, int to) {
        for (int n = from; n < to; n++) {
            put("it-reshard", "" + n, Samples.finalBar("BTC-USD", Interval.M1, n, 100 + n));
        }
    }

    @Test
    void waitsForTheStreamAndBeginsAnewAfterAKill() throws Exception {
        try (ServiceProcess first = service("it-again", "same", "fan-out")) {
            await().atMost(PATIENCE)
                    .ignoreException(IOException.class)
                    .untilAsserted(() ->
                            assertThat(first.get("/q/health/ready").body()).contains("Stream it-again", "not found"));
            assertThat(first.get("/q/health/live").statusCode()).isEqualTo(200);
            kinesis.createStream(b -> b.streamName("it-again").shardCount(2)).join();
            first.awaitReady();
            put("it-again", "1", Samples.finalBar("OLD-USD", Interval.M1, 0, 1));
            await().atMost(PATIENCE).until(() -> first.get("/v1/bars/OLD-USD").statusCode() == 200);
            first.kill();
        }
        put("it-again", "1", Samples.finalBar("MISSED-USD", Interval.M1, 0, 1));
        try (ServiceProcess second = service("it-again", "same", "fan-out").awaitReady()) {
            put("it-again", "1", Samples.openBar("NEW-USD", Interval.M1, 1, 2));
            await().atMost(PATIENCE).until(() -> second.get("/v1/bars/NEW-USD").statusCode() == 200);

            assertThat(second.get("/v1/bars/OLD-USD").statusCode()).isEqualTo(404);
            assertThat(second.get("/v1/bars/MISSED-USD").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void takesThePlaceOfAKilledInstanceInAStreamThatIsFullAndLeavesTheLivingTheirs() throws Exception {
        for (int n = 0; n < 18; n++) {
            String name = "others-" + n;
            kinesis.registerStreamConsumer(b -> b.streamARN(arn("it-full")).consumerName(name))
                    .join();
        }
        try (ServiceProcess killed = service("it-full", "killed", "fan-out").awaitReady();
                ServiceProcess living = service("it-full", "living", "fan-out").awaitReady()) {
            killed.kill();
            assertThat(tables()).contains("it-full-killed");
            assertThat(consumers("it-full")).hasSize(20);

            try (ServiceProcess next =
                    service("it-full", "next", "fan-out", "10s").awaitReady()) {
                assertThat(consumers("it-full")).hasSize(20).contains("it-full-next", "it-full-living");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(next.get("/q/metrics").body())
                                .contains("tapeline_live_instances_swept_total 1.0"));
                assertThat(next.log()).contains("deleted what a killed instance has left, application=it-full-killed");
                assertThat(tables()).noneMatch(name -> name.startsWith("it-full-killed"));
                assertThat(tables()).contains("it-full-living", "it-full-next");

                put("it-full", "1", Samples.finalBar("BTC-USD", Interval.M1, 0, 1));
                for (ServiceProcess service : List.of(living, next)) {
                    await().atMost(PATIENCE)
                            .until(() -> service.get("/v1/bars/BTC-USD").statusCode() == 200);
                }
                assertThat(living.get("/q/health/ready").statusCode()).isEqualTo(200);
            }
        }
    }
}
