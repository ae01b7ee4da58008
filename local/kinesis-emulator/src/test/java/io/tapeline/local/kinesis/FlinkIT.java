package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.local.kinesis.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.connector.kinesis.source.KinesisStreamsSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ScalingType;

/** Flink's FLIP-27 source and its sink, on a MiniCluster. */
@Timeout(300)
class FlinkIT {
    /** Filled by the job, which runs in this JVM: how often each value was counted, exactly once over failures. */
    private static final Map<String, Long> COUNTS = new ConcurrentHashMap<>();

    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    private KinesisEmulator emulator;
    private KinesisClient client;
    private TestStream stream;

    @BeforeEach
    void start() {
        COUNTS.clear();
        emulator = KinesisEmulator.start(
                EmulatorConfig.defaults().withStream("in", 2).withStream("out", 2));
        client = Clients.sync(emulator.endpoint());
        stream = new TestStream(client, "in");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    private static String arn(String stream) {
        return "arn:aws:kinesis:us-east-1:000000000000:stream/" + stream;
    }

    private Map<String, String> connection() {
        return Map.of(
                "aws.region", "us-east-1",
                "aws.endpoint", emulator.endpoint().toString(),
                "aws.credentials.provider", "BASIC",
                "aws.credentials.provider.basic.accesskeyid", "tapeline",
                "aws.credentials.provider.basic.secretkey", "tapeline");
    }

    private KinesisStreamsSource<String> source() {
        Map<String, String> properties = new HashMap<>(connection());
        properties.put("flink.stream.initpos", "TRIM_HORIZON");
        properties.put("flink.shard.discovery.intervalmillis", "500");
        return KinesisStreamsSource.<String>builder()
                .setStreamArn(arn("in"))
                .setSourceConfig(Configuration.fromMap(properties))
                .setDeserializationSchema(new SimpleStringSchema())
                .build();
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = Configuration.fromMap(Map.of(
                "restart-strategy.type", "fixed-delay",
                "restart-strategy.fixed-delay.attempts", "10",
                "restart-strategy.fixed-delay.delay", "100 ms",
                "parallelism.default", "2"));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        environment.enableCheckpointing(200);
        return environment;
    }

    private static List<String> values(String prefix) {
        return IntStream.range(0, 300).mapToObj(i -> prefix + "-" + i).toList();
    }

    @Test
    void theSourceCountsExactlyOverFailuresAndReshards() throws Exception {
        StreamExecutionEnvironment environment = environment();
        environment
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "kinesis", TypeInformation.of(String.class))
                .keyBy(value -> value)
                .process(new Count())
                .sinkTo(new DiscardingSink<>());
        JobClient job = environment.executeAsync("count");
        try {
            List<String> all = new ArrayList<>();
            for (int target : List.of(2, 4, 3)) {
                if (target != 2) {
                    client.updateShardCount(
                            b -> b.streamName("in").targetShardCount(target).scalingType(ScalingType.UNIFORM_SCALING));
                }
                List<String> values = values("to-" + target);
                stream.put(values.toArray(new String[0]));
                all.addAll(values);
                FAILURES_LEFT.set(1);
                List<String> more = values("more-to-" + target);
                stream.put(more.toArray(new String[0]));
                all.addAll(more);
                await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
                    assertThat(COUNTS.keySet()).containsExactlyInAnyOrderElementsOf(all);
                    assertThat(FAILURES_LEFT).hasValue(0);
                });
            }
            assertThat(COUNTS.values()).containsOnly(1L);
        } finally {
            job.cancel().join();
        }
    }

    @Test
    void theSinkGetsEverythingThroughPartialFailures() throws Exception {
        emulator.faults().add(Fault.refuseRecords(3, 5), Fault.serverError("PutRecords", 500, 2));
        List<String> values = values("v");
        for (String protocol : List.of("HTTP1_1", "HTTP2")) {
            Properties properties = new Properties();
            properties.putAll(connection());
            properties.setProperty("aws.http.protocol.version", protocol);
            StreamExecutionEnvironment environment = environment();
            DataStream<String> source = environment
                    .fromData(Types.STRING, values.toArray(new String[0]))
                    .map(value -> protocol + value);
            source.sinkTo(KinesisStreamsSink.<String>builder()
                    .setStreamArn(arn("out"))
                    .setSerializationSchema(new SimpleStringSchema())
                    .setPartitionKeyGenerator(value -> value)
                    .setKinesisClientProperties(properties)
                    .setFailOnError(false)
                    .setMaxBatchSize(50)
                    .build());

            environment.execute("sink " + protocol);
        }

        List<String> expected = new ArrayList<>();
        values.forEach(value -> expected.addAll(List.of("HTTP1_1" + value, "HTTP2" + value)));
        assertThat(new TestStream(client, "out").readAll()).containsAll(expected);
    }

    /** Counts each value in keyed state, and fails now and then behind the shuffle. */
    private static final class Count extends KeyedProcessFunction<String, String, String> {
        private transient ValueState<Long> count;

        @Override
        public void open(org.apache.flink.api.common.functions.OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(String value, Context context, Collector<String> out) throws Exception {
            if (value.startsWith("more") && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("failing on purpose");
            }
            long next = (count.value() == null ? 0 : count.value()) + 1;
            count.update(next);
            COUNTS.put(value, next);
            out.collect(value);
        }
    }
}
