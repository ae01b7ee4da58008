package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class TrimTest {
    private static final String FIRST_SHARD = "shardId-000000000000";

    private SettableClock clock;
    private KinesisEmulator emulator;
    private KinesisClient client;
    private TestStream stream;

    @BeforeEach
    void start() {
        clock = new SettableClock(Instant.parse("2026-03-02T14:30:00Z"));
        emulator = KinesisEmulator.start(EmulatorConfig.defaults()
                .withoutLimits()
                .withClock(clock)
                .withMaxHeapBytes(8 << 20)
                .withStream("s", 1));
        client = Clients.sync(emulator.endpoint());
        stream = new TestStream(client, "s");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void recordsGoWhenTheirRetentionIsOver() {
        stream.put("a");
        clock.advance(Duration.ofHours(12));
        stream.put("b");
        String old = stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null);

        clock.advance(Duration.ofHours(12));
        emulator.trim();
        assertThat(stream.readAll()).containsExactly("a", "b");
        clock.advance(Duration.ofMillis(1));
        emulator.trim();
        assertThat(stream.readAll()).containsExactly("b");
        clock.advance(Duration.ofHours(12));
        emulator.trim();
        assertThat(stream.readAll()).isEmpty();
        stream.put("c");
        assertThat(stream.readAll()).containsExactly("c");
        assertThat(old).isNotEmpty();
    }

    @Test
    void aSequenceNumberBeforeTheTrimHorizonReadsFromTheHorizon() {
        String first = stream.put("a").get(0);
        clock.advance(Duration.ofHours(20));
        stream.put("b");
        clock.advance(Duration.ofHours(5));
        emulator.trim();

        List<Record> read = stream.readFrom(stream.iterator(FIRST_SHARD, ShardIteratorType.AT_SEQUENCE_NUMBER, first));

        assertThat(read).extracting(TestStream::text).containsExactly("b");
    }

    @Test
    void aClosedShardIsForgottenWithItsLastRecord() {
        stream.put("a");
        client.splitShard(b -> b.streamName("s").shardToSplit(FIRST_SHARD).newStartingHashKey("1000"));
        clock.advance(Duration.ofHours(24));
        emulator.trim();
        assertThat(stream.shards()).hasSize(3);

        clock.advance(Duration.ofMillis(1));
        emulator.trim();

        assertThat(stream.shards())
                .extracting(Shard::shardId)
                .containsExactly("shardId-000000000001", "shardId-000000000002");
    }

    @Test
    void theHeapHoldsNoMoreThanItsBound() {
        byte[] data = new byte[100_000];
        for (int i = 0; i < 40; i++) {
            stream.put(java.util.Collections.nCopies(20, TestStream.toFirstShard(data)));
        }
        stream.put("newest");

        List<Record> kept = stream.read(FIRST_SHARD);

        long bytes = kept.stream()
                .mapToLong(record -> record.data().asByteArrayUnsafe().length)
                .sum();
        assertThat(bytes).isBetween(2L << 20, 8L << 20);
        assertThat(TestStream.text(kept.get(kept.size() - 1))).isEqualTo("newest");
    }
}
