package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class PatientReadsTest {
    private static final String FIRST_SHARD = "shardId-000000000000";

    private KinesisEmulator emulator;
    private KinesisClient client;
    private TestStream stream;

    @BeforeEach
    void start() {
        start(Duration.ofSeconds(10));
    }

    private void start(Duration wait) {
        emulator = KinesisEmulator.start(
                EmulatorConfig.defaults().withReadWait(wait).withStream("s", 1));
        client = Clients.sync(emulator.endpoint());
        stream = new TestStream(client, "s");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    private String latest() {
        return stream.iterator(FIRST_SHARD, ShardIteratorType.LATEST, null);
    }

    @Test
    void anEmptyReadWaitsForTheNextRecord() throws Exception {
        String iterator = latest();
        CompletableFuture<GetRecordsResponse> read = CompletableFuture.supplyAsync(() -> stream.get(iterator));
        assertThatThrownBy(() -> read.get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);

        stream.put("a");

        assertThat(read.get(8, TimeUnit.SECONDS).records())
                .extracting(TestStream::text)
                .containsExactly("a");
    }

    @Test
    void anEmptyReadEndsWhenItsShardIsSplit() throws Exception {
        String iterator = latest();
        CompletableFuture<GetRecordsResponse> read = CompletableFuture.supplyAsync(() -> stream.get(iterator));

        client.splitShard(b -> b.streamName("s").shardToSplit(FIRST_SHARD).newStartingHashKey("1000"));

        assertThat(read.get(8, TimeUnit.SECONDS).childShards()).hasSize(2);
    }

    @Test
    void anEmptyReadEndsWithThePatience() {
        stop();
        start(Duration.ofMillis(150));

        long start = System.nanoTime();
        GetRecordsResponse read = stream.get(latest());

        assertThat(read.records()).isEmpty();
        assertThat(read.nextShardIterator()).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(140));
    }

    @Test
    void aReadAboveTheRateWaitsForItsTurn() {
        stream.put("a");
        String iterator = stream.iterator(FIRST_SHARD, ShardIteratorType.TRIM_HORIZON, null);

        long start = System.nanoTime();
        for (int i = 0; i < 8; i++) {
            assertThat(stream.get(iterator).records()).hasSize(1);
        }

        // Five at once, then one in 200 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(550));
    }

    @Test
    void whatIsWrongIsAnsweredAtOnce() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> stream.get("bm9uc2Vuc2U=")).isInstanceOf(InvalidArgumentException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
    }
}
