package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.Lease;
import software.amazon.kinesis.leases.dynamodb.DynamoDBLeaseSerializer;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.kpl.ExtendedSequenceNumber;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** KCL 3, by polling and by enhanced fan-out, with DynamoDB Local for its leases. */
class KclIT {
    private static final String STREAM = "live";

    @TempDir
    Path directory;

    private final List<AutoCloseable> resources = new ArrayList<>();
    private KinesisEmulator emulator;
    private DynamoDbLocal dynamo;
    private KinesisAsyncClient kinesis;
    private DynamoDbAsyncClient leases;
    private CloudWatchAsyncClient cloudWatch;
    private TestStream stream;

    @BeforeEach
    void start() throws Exception {
        emulator = KinesisEmulator.start(EmulatorConfig.defaults().withStream(STREAM, 2));
        dynamo = DynamoDbLocal.start(directory.resolve("dynamodb.log"));
        kinesis = Clients.async(emulator.endpoint(), Protocol.HTTP2);
        KinesisClient sync = Clients.sync(emulator.endpoint());
        stream = new TestStream(sync, STREAM);
        leases = DynamoDbAsyncClient.builder()
                .endpointOverride(dynamo.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(Clients.CREDENTIALS)
                .build();
        cloudWatch = CloudWatchAsyncClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:9"))
                .region(Region.US_EAST_1)
                .credentialsProvider(Clients.CREDENTIALS)
                .build();
        resources.addAll(List.of(sync, kinesis, leases, cloudWatch));
    }

    @AfterEach
    void stop() throws Exception {
        emulator.close();
        for (AutoCloseable resource : resources) {
            resource.close();
        }
        dynamo.close();
    }

    @Test
    void pollingAndFanOutBothReadEverythingInOrderAcrossAReshard() throws Exception {
        FanOutConfig fanOut = new FanOutConfig(kinesis)
                .streamName(STREAM)
                .applicationName("fan-out")
                .retryBackoffMillis(100);
        PollingConfig polling = new PollingConfig(STREAM, kinesis).idleTimeBetweenReadsInMillis(200);
        List<String> first = values("first");
        stream.put(first.toArray(new String[0]));
        try (Worker byPolling = new Worker("polling", polling);
                Worker byFanOut = new Worker("fan-out", fanOut)) {
            for (Worker worker : List.of(byPolling, byFanOut)) {
                await().atMost(Duration.ofSeconds(90))
                        .untilAsserted(() -> assertThat(worker.texts()).containsAll(first));
            }

            stream.client()
                    .updateShardCount(
                            b -> b.streamName(STREAM).targetShardCount(4).scalingType(ScalingType.UNIFORM_SCALING));
            List<String> second = values("second");
            stream.put(second.toArray(new String[0]));

            List<String> all = new ArrayList<>(first);
            all.addAll(second);
            for (Worker worker : List.of(byPolling, byFanOut)) {
                await().atMost(Duration.ofSeconds(90))
                        .untilAsserted(() -> assertThat(worker.texts()).containsExactlyInAnyOrderElementsOf(all));
                assertThat(worker.sequenceNumbers())
                        .allSatisfy((shard, numbers) ->
                                assertThat(numbers).isSorted().doesNotHaveDuplicates());
                assertThat(worker.sequenceNumbers()).hasSize(6);
            }
        }
    }

    private static List<String> values(String prefix) {
        return IntStream.range(0, 200).mapToObj(i -> prefix + "-" + i).toList();
    }

    /** One KCL application: the values it has seen, by shard. */
    private final class Worker implements AutoCloseable {
        private final Map<String, List<BigInteger>> numbers = new ConcurrentHashMap<>();
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final Scheduler scheduler;
        private final Thread thread;

        Worker(String application, RetrievalSpecificConfig retrieval) {
            createLeaseTable(application);
            SingleStreamTracker tracker = new SingleStreamTracker(
                    STREAM, InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
            ConfigsBuilder configs = new ConfigsBuilder(
                    tracker,
                    application,
                    kinesis,
                    leases,
                    cloudWatch,
                    application + "-worker",
                    () -> new Processor(this));
            // Values for a test: production leaves a failed worker more time.
            scheduler = new Scheduler(
                    configs.checkpointConfig(),
                    configs.coordinatorConfig()
                            .parentShardPollIntervalMillis(200)
                            .skipShardSyncAtWorkerInitializationIfLeasesExist(true),
                    configs.leaseManagementConfig()
                            .failoverTimeMillis(1000)
                            .shardSyncIntervalMillis(1000)
                            .leasesRecoveryAuditorExecutionFrequencyMillis(1000)
                            .workerUtilizationAwareAssignmentConfig(configs.leaseManagementConfig()
                                    .workerUtilizationAwareAssignmentConfig()
                                    .disableWorkerMetrics(true))
                            .gracefulLeaseHandoffConfig(configs.leaseManagementConfig()
                                    .gracefulLeaseHandoffConfig()
                                    .isGracefulLeaseHandoffEnabled(false)),
                    configs.lifecycleConfig(),
                    configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                    configs.processorConfig(),
                    configs.retrievalConfig().retrievalSpecificConfig(retrieval));
            thread = new Thread(scheduler, application);
            thread.setDaemon(true);
            thread.start();
        }

        /** Without a table and its leases, KCL takes a minute and a half to begin. */
        private void createLeaseTable(String table) {
            leases.createTable(b -> b.tableName(table)
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .attributeDefinitions(attribute("leaseKey"), attribute("leaseOwner"))
                            .keySchema(key("leaseKey", KeyType.HASH))
                            .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                                    .indexName("LeaseOwnerToLeaseKeyIndex")
                                    .keySchema(key("leaseOwner", KeyType.HASH), key("leaseKey", KeyType.RANGE))
                                    .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
                                    .build()))
                    .join();
            DynamoDBLeaseSerializer serializer = new DynamoDBLeaseSerializer();
            for (String shard : stream.openShardIds()) {
                Lease lease = new Lease();
                lease.leaseKey(shard);
                lease.checkpoint(ExtendedSequenceNumber.TRIM_HORIZON);
                lease.ownerSwitchesSinceCheckpoint(0L);
                lease.leaseCounter(0L);
                leases.putItem(b -> b.tableName(table).item(serializer.toDynamoRecord(lease)))
                        .join();
            }
        }

        private static AttributeDefinition attribute(String name) {
            return AttributeDefinition.builder()
                    .attributeName(name)
                    .attributeType(ScalarAttributeType.S)
                    .build();
        }

        private static KeySchemaElement key(String name, KeyType type) {
            return KeySchemaElement.builder().attributeName(name).keyType(type).build();
        }

        List<String> texts() {
            return texts;
        }

        Map<String, List<BigInteger>> sequenceNumbers() {
            return numbers;
        }

        @Override
        public void close() {
            scheduler.shutdown();
            await().atMost(Duration.ofSeconds(20)).until(() -> !thread.isAlive());
        }
    }

    private static final class Processor implements ShardRecordProcessor {
        private final Worker worker;
        private List<BigInteger> seen = new CopyOnWriteArrayList<>();

        Processor(Worker worker) {
            this.worker = worker;
        }

        @Override
        public void initialize(InitializationInput input) {
            seen = worker.numbers.computeIfAbsent(input.shardId(), id -> new CopyOnWriteArrayList<>());
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            input.records().forEach(record -> {
                seen.add(new BigInteger(record.sequenceNumber()));
                worker.texts.add(java.nio.charset.StandardCharsets.UTF_8
                        .decode(record.data())
                        .toString());
            });
        }

        @Override
        public void leaseLost(LeaseLostInput input) {}

        @Override
        public void shardEnded(ShardEndedInput input) {
            try {
                input.checkpointer().checkpoint();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {}
    }
}
