package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** Streams, records and iterators through the synchronous client (HTTP/1.1), which speaks CBOR. */
class SdkContractTest {
    private static final Instant START = Instant.parse("2026-03-02T14:30:00.123Z");
    private static final String FIRST_SHARD = "shardId-000000000000";

    private SettableClock clock;
    private KinesisEmulator emulator;
    private KinesisClient client;
    private TestStream stream;

    @BeforeEach
    void start() {
        clock = new SettableClock(START);
        emulator = KinesisEmulator.start(
                EmulatorConfig.defaults().withoutLimits().withClock(clock).withStream("s", 2));
        client = Clients.sync(emulator.endpoint());
        stream = new TestStream(client, "s");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void givesBackWhatWasPut() {
        stream.put("one", "två", "three");

        List<Record> all = stream.shards().stream()
                .flatMap(shard -> stream.read(shard.shardId()).stream())
                .toList();

        assertThat(all).extracting(TestStream::text).containsExactlyInAnyOrder("one", "två", "three");
        assertThat(all).extracting(Record::partitionKey).containsExactlyInAnyOrder("one", "två", "three");
        assertThat(all).allSatisfy(record -> {
            assertThat(record.approximateArrivalTimestamp()).isEqualTo(START);
            assertThat(record.sequenceNumber()).matches("\\d{56}");
        });
    }

    @Test
    void routesByMd5OfThePartitionKey() throws Exception {
        BigInteger half = BigInteger.ONE.shiftLeft(127);
        for (int i = 0; i < 50; i++) {
            String key = "key-" + i;
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            boolean upper = new BigInteger(1, digest).compareTo(half) >= 0;

            PutRecordResponse put =
                    client.putRecord(b -> b.streamName("s").partitionKey(key).data(SdkBytes.fromUtf8String("x")));

            assertThat(put.shardId()).endsWith(upper ? "1" : "0");
        }
    }

    @Test
    void routesByExplicitHashKeyWhereGiven() {
        String half = BigInteger.ONE.shiftLeft(127).toString();
        String belowHalf =
                BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE).toString();
        String last = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE).toString();

        List<String> shards = new ArrayList<>();
        for (String hash : List.of("0", belowHalf, half, last)) {
            shards.add(client.putRecord(b -> b.streamName("s")
                            .partitionKey("same")
                            .explicitHashKey(hash)
                            .data(SdkBytes.fromUtf8String("x")))
                    .shardId());
        }

        assertThat(shards).extracting(id -> id.charAt(id.length() - 1)).containsExactly('0', '0', '1', '1');
        String beyond = BigInteger.ONE.shiftLeft(128).toString();
        assertThatThrownBy(() -> client.putRecord(b -> b.streamName("s")
                        .partitionKey("k")
                        .explicitHashKey(beyond)
                        .data(SdkBytes.fromUtf8String("x"))))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void sequenceNumbersGrowStrictlyWithinAShard() {
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            PutRecordsResponse put = stream.put(Collections.nCopies(50, TestStream.toFirstShard(new byte[] {1})));
            put.records().forEach(record -> numbers.add(new BigInteger(record.sequenceNumber())));
            clock.advance(Duration.ofMillis(i % 3));
        }

        assertThat(numbers).hasSize(1000).isSorted().doesNotHaveDuplicates();
        BigInteger start =
                new BigInteger(stream.shards().get(0).sequenceNumberRange().startingSequenceNumber());
        assertThat(numbers.get(0)).isGreaterThan(start);
    }

    @Test
    void everyIteratorTypeBeginsWhereItSays() {
        List<String> numbers = new ArrayList<>();
        for (String value : List.of("a", "b", "c", "d")) {
            PutRecordsResponse put = stream.put(
                    List.of(TestStream.toFirstShard(value.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
            numbers.add(put.records().get(0).sequenceNumber());
            clock.advance(Duration.ofSeconds(1));
        }

        assertThat(texts(stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null)))
                .containsExactly("a", "b", "c", "d");
        assertThat(texts(stream.iterator(FIRST_SHARD, ShardIteratorType.AT_SEQUENCE_NUMBER, numbers.get(1))))
                .containsExactly("b", "c", "d");
        assertThat(texts(stream.iterator(FIRST_SHARD, ShardIteratorType.AFTER_SEQUENCE_NUMBER, numbers.get(1))))
                .containsExactly("c", "d");
        assertThat(texts(atTimestamp(START.plusSeconds(2)))).containsExactly("c", "d");
        assertThat(texts(atTimestamp(START.plusMillis(2001)))).containsExactly("d");
        String latest = stream.iterator(FIRST_SHARD, ShardIteratorType.LATEST, null);
        assertThat(texts(latest)).isEmpty();
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'e'})));
        assertThat(texts(latest)).containsExactly("e");
    }

    private String atTimestamp(Instant time) {
        return client.getShardIterator(b -> b.streamName("s")
                        .shardId(FIRST_SHARD)
                        .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(time))
                .shardIterator();
    }

    private List<String> texts(String iterator) {
        return stream.readFrom(iterator).stream().map(TestStream::text).toList();
    }

    @Test
    void refusesASequenceNumberOfAnotherShard() {
        String number = stream.put(List.of(TestStream.toFirstShard(new byte[] {1})))
                .records()
                .get(0)
                .sequenceNumber();

        assertThatThrownBy(
                        () -> stream.iterator("shardId-000000000001", ShardIteratorType.AFTER_SEQUENCE_NUMBER, number))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> stream.iterator(FIRST_SHARD, ShardIteratorType.AFTER_SEQUENCE_NUMBER, "seven"))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("regular expression");
    }

    @Test
    void iteratorsExpireAfterFiveMinutes() {
        String iterator = stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null);
        clock.advance(Duration.ofMinutes(5));
        assertThat(stream.get(iterator).records()).isEmpty();

        clock.advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> stream.get(iterator)).isInstanceOf(ExpiredIteratorException.class);
        assertThatThrownBy(() -> stream.get("bm9uc2Vuc2U=")).isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    void tellsHowFarBehindAReaderIs() {
        stream.put(List.of(TestStream.toFirstShard(new byte[] {1})));
        clock.advance(Duration.ofSeconds(30));
        stream.put(List.of(TestStream.toFirstShard(new byte[] {2})));
        clock.advance(Duration.ofSeconds(10));

        String iterator = stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null);
        GetRecordsResponse first =
                client.getRecords(b -> b.shardIterator(iterator).limit(1));
        GetRecordsResponse second = stream.get(first.nextShardIterator());

        assertThat(first.millisBehindLatest()).isEqualTo(40_000);
        assertThat(second.millisBehindLatest()).isZero();
    }

    @Test
    void givesAtMostTenMebibytesACall() {
        byte[] half = new byte[512 << 10];
        for (int i = 0; i < 3; i++) {
            stream.put(Collections.nCopies(9, TestStream.toFirstShard(half)));
        }

        GetRecordsResponse first = stream.get(stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null));

        // 19 and their partition keys fit into 10 MiB, 20 do not.
        assertThat(first.records()).hasSize(19);
        assertThat(stream.get(first.nextShardIterator()).records()).hasSize(8);
    }

    @Test
    void holdsTheLimitsOfSize() {
        PutRecordsRequestEntry small = TestStream.toFirstShard(new byte[] {1});
        assertThatThrownBy(() -> stream.put(Collections.nCopies(501, small)))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("500");
        PutRecordsRequestEntry large = TestStream.toFirstShard(new byte[(1 << 20) - 1]);
        assertThat(stream.put(List.of(large)).failedRecordCount()).isZero();
        PutRecordsRequestEntry tooLarge = TestStream.toFirstShard(new byte[1 << 20]);
        assertThatThrownBy(() -> stream.put(List.of(tooLarge)))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("1048576");
        assertThat(stream.put(Collections.nCopies(5, large)).failedRecordCount())
                .isZero();
        assertThatThrownBy(() -> stream.put(Collections.nCopies(6, large)))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("5 MB");
    }

    @Test
    void describesAStream() {
        StreamDescription description =
                client.describeStream(b -> b.streamName("s")).streamDescription();

        assertThat(description.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(description.streamARN()).isEqualTo("arn:aws:kinesis:us-east-1:000000000000:stream/s");
        assertThat(description.streamCreationTimestamp()).isEqualTo(START);
        assertThat(description.retentionPeriodHours()).isEqualTo(24);
        assertThat(description.hasMoreShards()).isFalse();
        assertThat(description.shards())
                .extracting(shard -> shard.hashKeyRange().startingHashKey() + "-"
                        + shard.hashKeyRange().endingHashKey())
                .containsExactly(
                        "0-170141183460469231731687303715884105727",
                        "170141183460469231731687303715884105728-340282366920938463463374607431768211455");
        StreamDescriptionSummary summary = client.describeStreamSummary(b -> b.streamARN(description.streamARN()))
                .streamDescriptionSummary();
        assertThat(summary.openShardCount()).isEqualTo(2);
        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
    }

    @Test
    void createsListsAndDeletesStreams() {
        client.createStream(b -> b.streamName("a").shardCount(1).tags(Map.of("team", "tape")));
        client.createStream(b -> b.streamName("z").streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));

        assertThat(client.listStreams().streamNames()).containsExactly("a", "s", "z");
        assertThat(client.listStreamsPaginator(b -> b.limit(2)).streamNames()).containsExactly("a", "s", "z");
        assertThat(client.listTagsForStream(b -> b.streamName("a")).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.key() + "=" + tag.value()).isEqualTo("team=tape"));
        assertThatThrownBy(() -> client.createStream(b -> b.streamName("a").shardCount(1)))
                .isInstanceOf(ResourceInUseException.class);
        client.deleteStream(b -> b.streamName("a"));
        assertThatThrownBy(() -> client.describeStream(b -> b.streamName("a")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> client.createStream(b -> b.streamName("no/slash").shardCount(1)))
                .isInstanceOf(KinesisException.class);
    }

    @Test
    void anIteratorDoesNotOutliveItsStream() {
        stream.put("a");
        String iterator = stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null);
        client.deleteStream(b -> b.streamName("s"));
        clock.advance(Duration.ofSeconds(1));
        client.createStream(b -> b.streamName("s").shardCount(1));

        assertThatThrownBy(() -> stream.get(iterator)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void pagesThroughShards() {
        client.createStream(b -> b.streamName("wide").shardCount(25));

        List<String> ids = new ArrayList<>();
        ListShardsResponse page = client.listShards(b -> b.streamName("wide").maxResults(10));
        page.shards().forEach(shard -> ids.add(shard.shardId()));
        while (page.nextToken() != null) {
            String token = page.nextToken();
            page = client.listShards(b -> b.nextToken(token).maxResults(10));
            page.shards().forEach(shard -> ids.add(shard.shardId()));
        }

        assertThat(ids)
                .containsExactlyElementsOf(IntStream.range(0, 25)
                        .mapToObj(i -> "shardId-0000000000" + (i < 10 ? "0" : "") + i)
                        .toList());
        assertThat(client.listShards(b -> b.streamName("wide")
                                .shardFilter(f ->
                                        f.type(ShardFilterType.AFTER_SHARD_ID).shardId("shardId-000000000019")))
                        .shards())
                .hasSize(5);
    }

    @Test
    void changesSettings() {
        client.increaseStreamRetentionPeriod(b -> b.streamName("s").retentionPeriodHours(48));
        assertThat(summary().retentionPeriodHours()).isEqualTo(48);
        client.decreaseStreamRetentionPeriod(b -> b.streamName("s").retentionPeriodHours(24));
        assertThat(summary().retentionPeriodHours()).isEqualTo(24);
        assertThatThrownBy(() -> client.decreaseStreamRetentionPeriod(
                        b -> b.streamName("s").retentionPeriodHours(1)))
                .isInstanceOf(InvalidArgumentException.class);

        client.updateStreamMode(
                b -> b.streamARN(summary().streamARN()).streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
        assertThat(summary().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);

        client.enableEnhancedMonitoring(
                b -> b.streamName("s").shardLevelMetricsWithStrings("IncomingBytes", "OutgoingBytes"));
        client.disableEnhancedMonitoring(b -> b.streamName("s").shardLevelMetricsWithStrings("IncomingBytes"));
        assertThat(summary().enhancedMonitoring().get(0).shardLevelMetricsAsStrings())
                .containsExactly("OutgoingBytes");

        assertThat(client.describeLimits().openShardCount()).isEqualTo(2);
    }

    private StreamDescriptionSummary summary() {
        return client.describeStreamSummary(b -> b.streamName("s")).streamDescriptionSummary();
    }

    @Test
    void keepsTagsOfStreamsAndConsumers() {
        String arn = summary().streamARN();
        client.addTagsToStream(b -> b.streamName("s").tags(Map.of("a", "1", "b", "2")));
        client.tagResource(b -> b.resourceARN(arn).tags(Map.of("c", "3")));
        client.removeTagsFromStream(b -> b.streamName("s").tagKeys("a"));
        assertThat(client.listTagsForResource(b -> b.resourceARN(arn)).tags())
                .extracting(tag -> tag.key() + tag.value())
                .containsExactly("b2", "c3");

        String consumer = client.registerStreamConsumer(
                        b -> b.streamARN(arn).consumerName("c").tags(Map.of("x", "y")))
                .consumer()
                .consumerARN();
        client.untagResource(b -> b.resourceARN(consumer).tagKeys("x"));
        assertThat(client.listTagsForResource(b -> b.resourceARN(consumer)).tags())
                .isEmpty();
    }

    @Test
    void namesTheStreamByArnAlone() {
        String arn = summary().streamARN();
        client.putRecord(
                b -> b.streamARN(arn).partitionKey("k").explicitHashKey("0").data(SdkBytes.fromUtf8String("x")));

        String iterator = client.getShardIterator(
                        b -> b.streamARN(arn).shardId(FIRST_SHARD).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        assertThat(client.getRecords(b -> b.streamARN(arn).shardIterator(iterator))
                        .records())
                .hasSize(1);
        assertThatThrownBy(() -> client.putRecord(b -> b.partitionKey("k").data(SdkBytes.fromUtf8String("x"))))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> client.putRecord(
                        b -> b.streamName("none").partitionKey("k").data(SdkBytes.fromUtf8String("x"))))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Stream none under account 000000000000 not found");
    }
}
