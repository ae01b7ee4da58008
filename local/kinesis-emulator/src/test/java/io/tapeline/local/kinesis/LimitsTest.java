package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class LimitsTest {
    private static final String FIRST_SHARD = "shardId-000000000000";
    private static final String UPPER_HALF = "340282366920938463463374607431768211455";

    private SettableClock clock;
    private KinesisEmulator emulator;
    private KinesisClient client;
    private TestStream stream;

    @BeforeEach
    void start() {
        clock = new SettableClock(Instant.parse("2026-03-02T14:30:00Z"));
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

    private static PutRecordsRequestEntry toSecondShard(byte[] data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .explicitHashKey(UPPER_HALF)
                .data(SdkBytes.fromByteArray(data))
                .build();
    }

    @Test
    void aShardTakesAThousandRecordsASecond() {
        List<PutRecordsRequestEntry> batch = Collections.nCopies(500, TestStream.toFirstShard(new byte[1]));
        assertThat(stream.put(batch).failedRecordCount()).isZero();
        assertThat(stream.put(batch).failedRecordCount()).isZero();
        assertThat(stream.put(batch).failedRecordCount()).isEqualTo(500);

        clock.advance(Duration.ofMillis(100));

        assertThat(stream.put(batch).failedRecordCount()).isEqualTo(400);
    }

    @Test
    void refusesByPositionWhatAShardCannotTakeAndStoresTheRest() {
        List<PutRecordsRequestEntry> batch = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            batch.add(TestStream.toFirstShard(new byte[600_000]));
            batch.add(toSecondShard(new byte[] {(byte) i}));
        }

        PutRecordsResponse put = stream.put(batch);

        assertThat(put.failedRecordCount()).isEqualTo(4);
        assertThat(put.records())
                .extracting(PutRecordsResultEntry::errorCode)
                .containsExactly(
                        null,
                        null,
                        "ProvisionedThroughputExceededException",
                        null,
                        "ProvisionedThroughputExceededException",
                        null,
                        "ProvisionedThroughputExceededException",
                        null,
                        "ProvisionedThroughputExceededException",
                        null);
        assertThat(put.records().get(2).errorMessage())
                .isEqualTo("Rate exceeded for shard shardId-000000000000 in stream s under account 000000000000.");
        assertThat(put.records().get(2).sequenceNumber()).isNull();
        assertThat(stream.read(FIRST_SHARD)).hasSize(1);
        assertThat(stream.read("shardId-000000000001")).hasSize(5);
    }

    @Test
    void aSinglePutIsRefusedAsAWhole() {
        byte[] most = new byte[(1 << 20) - 1];
        client.putRecord(
                b -> b.streamName("s").partitionKey("k").explicitHashKey("0").data(SdkBytes.fromByteArray(most)));

        assertThatThrownBy(() -> client.putRecord(b -> b.streamName("s")
                        .partitionKey("k")
                        .explicitHashKey("0")
                        .data(SdkBytes.fromByteArray(new byte[10]))))
                .isInstanceOf(ProvisionedThroughputExceededException.class)
                .hasMessageContaining("Rate exceeded for shard");
    }

    @Test
    void aShardServesFiveReadsASecond() {
        String iterator = stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null);
        for (int i = 0; i < 5; i++) {
            stream.get(iterator);
        }
        assertThatThrownBy(() -> stream.get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);

        clock.advance(Duration.ofMillis(200));

        assertThat(stream.get(iterator).records()).isEmpty();
        assertThatThrownBy(() -> stream.get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
    }

    @Test
    void aLargeReadIsPaidOffAtTwoMebibytesASecond() {
        for (int i = 0; i < 10; i++) {
            stream.put(List.of(TestStream.toFirstShard(new byte[1_000_000])));
            clock.advance(Duration.ofSeconds(1));
        }
        String iterator = stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null);
        assertThat(stream.get(iterator).records()).hasSize(10);

        // 10,000,000 bytes less the 2 MiB that were there take (10,000,000 - 2,097,152) / 2,097,152 = 3.77 s.
        clock.advance(Duration.ofMillis(3700));
        assertThatThrownBy(() -> stream.get(iterator)).isInstanceOf(ProvisionedThroughputExceededException.class);
        clock.advance(Duration.ofMillis(100));
        assertThat(stream.get(iterator).records()).hasSize(10);
    }
}
