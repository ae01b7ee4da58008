package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class ReshardTest {
    private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");
    private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(128);

    private SettableClock clock;
    private KinesisEmulator emulator;
    private KinesisClient client;
    private TestStream stream;

    @BeforeEach
    void start() {
        clock = new SettableClock(START);
        emulator =
                KinesisEmulator.start(EmulatorConfig.defaults().withClock(clock).withStream("s", 2));
        client = Clients.sync(emulator.endpoint());
        stream = new TestStream(client, "s");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    private void updateShardCount(int target) {
        client.updateShardCount(
                b -> b.streamName("s").targetShardCount(target).scalingType(ScalingType.UNIFORM_SCALING));
    }

    private List<Shard> open() {
        return stream.shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
                .toList();
    }

    @Test
    void splittingLeavesAClosedParentWhoseReaderIsSentToTheChildren() {
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'a'})));
        String iterator = stream.iterator("shardId-000000000000", ShardIteratorType.TRIM_HORIZON, null);

        client.splitShard(
                b -> b.streamName("s").shardToSplit("shardId-000000000000").newStartingHashKey("1000"));
        stream.put(List.of(TestStream.toFirstShard(new byte[] {'b'})));

        GetRecordsResponse last = stream.get(iterator);
        assertThat(last.records()).extracting(TestStream::text).containsExactly("a");
        assertThat(last.nextShardIterator()).isNull();
        assertThat(last.millisBehindLatest()).isZero();
        assertThat(last.childShards())
                .extracting(ChildShard::shardId, ChildShard::parentShards)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("shardId-000000000002", List.of("shardId-000000000000")),
                        org.assertj.core.groups.Tuple.tuple("shardId-000000000003", List.of("shardId-000000000000")));
        assertThat(stream.read("shardId-000000000002"))
                .extracting(TestStream::text)
                .containsExactly("b");
        List<Shard> shards = stream.shards();
        assertThat(shards.get(2).parentShardId()).isEqualTo("shardId-000000000000");
        assertThat(shards.get(2).hashKeyRange().endingHashKey()).isEqualTo("999");
        assertThat(shards.get(3).hashKeyRange().startingHashKey()).isEqualTo("1000");
    }

    @Test
    void childrenNumberTheirRecordsAboveTheirParents() {
        String before = stream.put(List.of(TestStream.toFirstShard(new byte[] {1})))
                .records()
                .get(0)
                .sequenceNumber();
        client.splitShard(
                b -> b.streamName("s").shardToSplit("shardId-000000000000").newStartingHashKey("1000"));
        String after = stream.put(List.of(TestStream.toFirstShard(new byte[] {1})))
                .records()
                .get(0)
                .sequenceNumber();

        Shard parent = stream.shards().get(0);
        BigInteger end = new BigInteger(parent.sequenceNumberRange().endingSequenceNumber());
        assertThat(new BigInteger(before)).isLessThan(end);
        assertThat(new BigInteger(after)).isGreaterThan(end);
    }

    @Test
    void mergingGivesAChildWithTwoParents() {
        client.mergeShards(b ->
                b.streamName("s").shardToMerge("shardId-000000000001").adjacentShardToMerge("shardId-000000000000"));

        Shard merged = open().get(0);
        assertThat(open()).hasSize(1);
        assertThat(merged.parentShardId()).isEqualTo("shardId-000000000001");
        assertThat(merged.adjacentParentShardId()).isEqualTo("shardId-000000000000");
        assertThat(merged.hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(merged.hashKeyRange().endingHashKey())
                .isEqualTo(SPACE.subtract(BigInteger.ONE).toString());
        assertThatThrownBy(() -> client.mergeShards(b -> b.streamName("s")
                        .shardToMerge("shardId-000000000001")
                        .adjacentShardToMerge("shardId-000000000000")))
                .isInstanceOf(ResourceInUseException.class);
    }

    @Test
    void updatingTheCountGivesRangesOfEqualSizeThatCoverTheHashSpace() {
        for (int target : List.of(4, 3, 2, 1, 2)) {
            updateShardCount(target);

            List<BigInteger[]> ranges = new ArrayList<>();
            for (Shard shard : open()) {
                ranges.add(new BigInteger[] {
                    new BigInteger(shard.hashKeyRange().startingHashKey()),
                    new BigInteger(shard.hashKeyRange().endingHashKey()).add(BigInteger.ONE)
                });
            }
            ranges.sort((a, b) -> a[0].compareTo(b[0]));
            List<BigInteger> bounds = new ArrayList<>();
            ranges.forEach(range -> bounds.add(range[0]));
            bounds.add(ranges.get(ranges.size() - 1)[1]);
            assertThat(bounds)
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, target)
                            .mapToObj(i -> SPACE.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(target)))
                            .toList());
            for (int i = 1; i < ranges.size(); i++) {
                assertThat(ranges.get(i)[0]).isEqualTo(ranges.get(i - 1)[1]);
            }
        }
    }

    @Test
    void losesNothingAcrossReshards() {
        List<String> put = new ArrayList<>();
        for (int target : List.of(2, 4, 2, 3)) {
            if (open().size() != target) {
                updateShardCount(target);
            }
            List<String> values = IntStream.range(0, 100)
                    .mapToObj(i -> target + "-" + i + "-" + put.size())
                    .toList();
            stream.put(values.toArray(new String[0]));
            put.addAll(values);
            clock.advance(Duration.ofSeconds(1));
        }

        List<String> read = new ArrayList<>();
        for (Shard shard : stream.shards()) {
            clock.advance(Duration.ofSeconds(1));
            stream.read(shard.shardId()).forEach(record -> read.add(TestStream.text(record)));
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(put);
    }

    @Test
    void filtersShardsByTime() {
        clock.advance(Duration.ofMinutes(10));
        updateShardCount(4);
        clock.advance(Duration.ofMinutes(10));

        assertThat(ids(ShardFilter.builder().type(ShardFilterType.AT_LATEST).build()))
                .containsExactly(2, 3, 4, 5);
        assertThat(ids(ShardFilter.builder()
                        .type(ShardFilterType.AT_TRIM_HORIZON)
                        .build()))
                .containsExactly(0, 1);
        assertThat(ids(ShardFilter.builder()
                        .type(ShardFilterType.FROM_TRIM_HORIZON)
                        .build()))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(ids(at(ShardFilterType.AT_TIMESTAMP, START.plusSeconds(60)))).containsExactly(0, 1);
        assertThat(ids(at(ShardFilterType.AT_TIMESTAMP, START.plusSeconds(900))))
                .containsExactly(2, 3, 4, 5);
        assertThat(ids(at(ShardFilterType.FROM_TIMESTAMP, START.plusSeconds(60))))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(ids(at(ShardFilterType.FROM_TIMESTAMP, START.plusSeconds(900))))
                .containsExactly(2, 3, 4, 5);
    }

    private static ShardFilter at(ShardFilterType type, Instant time) {
        return ShardFilter.builder().type(type).timestamp(time).build();
    }

    private List<Integer> ids(ShardFilter filter) {
        return client.listShards(b -> b.streamName("s").shardFilter(filter)).shards().stream()
                .map(shard -> Integer.parseInt(shard.shardId().substring("shardId-".length())))
                .toList();
    }

    @Test
    void refusesWhatCannotBeDone() {
        assertThatThrownBy(() -> client.splitShard(b ->
                        b.streamName("s").shardToSplit("shardId-000000000001").newStartingHashKey("5")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> updateShardCount(5)).isInstanceOf(LimitExceededException.class);
        updateShardCount(4);
        assertThatThrownBy(() -> updateShardCount(1)).isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> client.mergeShards(b -> b.streamName("s")
                        .shardToMerge("shardId-000000000002")
                        .adjacentShardToMerge("shardId-000000000005")))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> client.createStream(b -> b.streamName("huge").shardCount(501)))
                .isInstanceOf(LimitExceededException.class);
    }
}
