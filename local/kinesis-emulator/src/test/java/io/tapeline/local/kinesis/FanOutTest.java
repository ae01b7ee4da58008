package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Enhanced fan-out through the asynchronous client (Netty, h2c). */
class FanOutTest {
    private static final String FIRST_SHARD = "shardId-000000000000";
    private static final StartingPosition OLDEST =
            StartingPosition.builder().type(ShardIteratorType.TRIM_HORIZON).build();

    private static KinesisEmulator emulator;
    private static KinesisClient client;
    // One for all tests: closing it takes two seconds.
    private static KinesisAsyncClient async;
    private static int streams;

    private TestStream stream;
    private String consumer;

    @BeforeAll
    static void startEmulator() {
        emulator = KinesisEmulator.start(EmulatorConfig.defaults().withoutLimits());
        client = Clients.sync(emulator.endpoint());
        async = Clients.async(emulator.endpoint(), Protocol.HTTP2);
    }

    @AfterAll
    static void stopEmulator() {
        async.close();
        client.close();
        emulator.close();
    }

    @BeforeEach
    void createStream() {
        stream = new TestStream(client, "s" + streams++);
        client.createStream(b -> b.streamName(stream.name()).shardCount(1));
        consumer = client.registerStreamConsumer(b -> b.streamARN(streamArn()).consumerName("c"))
                .consumer()
                .consumerARN();
    }

    @AfterEach
    void dropSubscriptions() {
        emulator.dropSubscriptions();
    }

    private String streamArn() {
        return client.describeStreamSummary(b -> b.streamName(stream.name()))
                .streamDescriptionSummary()
                .streamARN();
    }

    @Test
    void pushesOldRecordsAndThenNewOnes() {
        stream.put("a", "b");

        Subscriber subscriber = subscribe(consumer, OLDEST);
        patiently().untilAsserted(() -> assertThat(subscriber.texts()).containsExactly("a", "b"));
        stream.put("c");
        patiently().untilAsserted(() -> assertThat(subscriber.texts()).containsExactly("a", "b", "c"));

        assertThat(subscriber.events.get(0).millisBehindLatest()).isZero();
    }

    @Test
    void pushesFiveMebibytesPutInOneCallInEventsOfOne() {
        Subscriber subscriber = subscribe(consumer, OLDEST);
        stream.put(java.util.Collections.nCopies(10, TestStream.toFirstShard(new byte[500_000])));

        patiently().untilAsserted(() -> assertThat(subscriber.texts()).hasSize(10));
    }

    @Test
    void goesOnAfterTheContinuationSequenceNumber() {
        stream.put("a");
        stream.put("b");
        Subscriber first = subscribe(consumer, OLDEST);
        patiently().untilAsserted(() -> assertThat(first.texts()).containsExactly("a", "b"));
        assertThat(emulator.dropSubscriptions()).isOne();
        patiently().until(first.done::isDone);
        stream.put("c");

        SubscribeToShardEvent last = first.events.get(first.events.size() - 1);
        Subscriber second = subscribe(
                consumer,
                StartingPosition.builder()
                        .type(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .sequenceNumber(last.continuationSequenceNumber())
                        .build());

        patiently().untilAsserted(() -> assertThat(second.texts()).containsExactly("c"));
    }

    @Test
    void aSubscriptionEndsWithItsLifetime() {
        EmulatorConfig config = EmulatorConfig.defaults()
                .withSubscriptionLifetime(Duration.ofMillis(300))
                .withStream("short", 1);
        try (KinesisEmulator other = KinesisEmulator.start(config);
                KinesisAsyncClient otherClient = Clients.async(other.endpoint(), Protocol.HTTP2)) {
            String arn = otherClient
                    .describeStreamSummary(b -> b.streamName("short"))
                    .join()
                    .streamDescriptionSummary()
                    .streamARN();
            String otherConsumer = otherClient
                    .registerStreamConsumer(b -> b.streamARN(arn).consumerName("c"))
                    .join()
                    .consumer()
                    .consumerARN();

            Subscriber subscriber = subscribe(otherClient, otherConsumer, OLDEST);

            patiently().untilAsserted(() -> assertThat(subscriber.done).isCompleted());
        }
    }

    @Test
    void namesTheChildrenWhenAShardEnds() {
        stream.put("a");
        Subscriber subscriber = subscribe(consumer, OLDEST);
        patiently().untilAsserted(() -> assertThat(subscriber.texts()).containsExactly("a"));

        client.splitShard(b -> b.streamName(stream.name())
                .shardToSplit(FIRST_SHARD)
                .newStartingHashKey("170141183460469231731687303715884105728"));

        patiently().untilAsserted(() -> assertThat(subscriber.done).isCompleted());
        SubscribeToShardEvent last = subscriber.events.get(subscriber.events.size() - 1);
        assertThat(last.continuationSequenceNumber()).isNull();
        assertThat(last.childShards())
                .extracting(ChildShard::shardId)
                .containsExactly("shardId-000000000001", "shardId-000000000002");
        assertThat(last.childShards())
                .allSatisfy(child -> assertThat(child.parentShards()).containsExactly(FIRST_SHARD));
    }

    @Test
    void refusesASecondSubscriptionWithinFiveSeconds() {
        Subscriber one = subscribe(consumer, OLDEST);
        Subscriber other = subscribe(consumer, OLDEST);
        patiently().until(() -> one.done.isDone() || other.done.isDone());

        // Which of the two comes first is for the network to say.
        Subscriber refused = one.done.isDone() ? one : other;
        Subscriber active = one.done.isDone() ? other : one;
        assertThatThrownBy(refused.done::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ResourceInUseException.class);
        assertThat(refused.accepted).as("refused from the start, not replaced").isFalse();
        stream.put("a");
        patiently().untilAsserted(() -> assertThat(active.texts()).containsExactly("a"));
    }

    @Test
    void refusesAConsumerThatIsNotRegistered() {
        client.deregisterStreamConsumer(b -> b.consumerARN(consumer));

        assertThatThrownBy(subscribe(consumer, OLDEST).done::join).hasCauseInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void managesConsumers() {
        assertThatThrownBy(() -> client.registerStreamConsumer(
                        b -> b.streamARN(streamArn()).consumerName("c")))
                .isInstanceOf(ResourceInUseException.class);
        assertThat(client.describeStreamConsumer(b -> b.streamARN(streamArn()).consumerName("c"))
                        .consumerDescription()
                        .consumerARN())
                .isEqualTo(consumer)
                .matches("arn:aws:kinesis:us-east-1:000000000000:stream/" + stream.name() + "/consumer/c:\\d+");
        assertThat(client.listStreamConsumers(b -> b.streamARN(streamArn())).consumers())
                .hasSize(1);
        assertThat(client.describeStreamSummary(b -> b.streamName(stream.name()))
                        .streamDescriptionSummary()
                        .consumerCount())
                .isOne();
        assertThatThrownBy(() -> client.deleteStream(b -> b.streamName(stream.name())))
                .isInstanceOf(ResourceInUseException.class);
        client.deleteStream(b -> b.streamName(stream.name()).enforceConsumerDeletion(true));
    }

    @Test
    void servesTheAsynchronousClientOverBothProtocols() {
        for (Protocol protocol : List.of(Protocol.HTTP1_1, Protocol.HTTP2)) {
            try (KinesisAsyncClient other = Clients.async(emulator.endpoint(), protocol)) {
                List<CompletableFuture<?>> puts = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    puts.add(other.putRecord(b -> b.streamName(stream.name())
                            .partitionKey("k")
                            .data(SdkBytes.fromByteArray(new byte[20_000]))));
                }
                CompletableFuture.allOf(puts.toArray(new CompletableFuture<?>[0]))
                        .join();
            }
        }
        assertThat(stream.readAll()).hasSize(200);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private static Subscriber subscribe(String consumerArn, StartingPosition position) {
        return subscribe(async, consumerArn, position);
    }

    private static Subscriber subscribe(KinesisAsyncClient with, String consumerArn, StartingPosition position) {
        Subscriber subscriber = new Subscriber();
        SubscribeToShardResponseHandler handler = SubscribeToShardResponseHandler.builder()
                .onResponse(response -> subscriber.accepted = true)
                .subscriber(SubscribeToShardResponseHandler.Visitor.builder()
                        .onSubscribeToShardEvent(subscriber.events::add)
                        .build())
                .build();
        subscriber.done = with.subscribeToShard(
                b -> b.consumerARN(consumerArn).shardId(FIRST_SHARD).startingPosition(position), handler);
        return subscriber;
    }

    private static final class Subscriber {
        private final List<SubscribeToShardEvent> events = new CopyOnWriteArrayList<>();
        private volatile boolean accepted;
        private CompletableFuture<Void> done = new CompletableFuture<>();

        List<String> texts() {
            return events.stream()
                    .flatMap(event -> event.records().stream())
                    .map(TestStream::text)
                    .toList();
        }
    }
}
