package io.tapeline.ingest.publish;

import static io.tapeline.ingest.publish.Harness.symbolIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.kinesis.stream.TokenBucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Shards with the limits of Kinesis, on a clock turned by hand. */
class PublisherPaceTest {
    private static final String LOW = symbolIn(3);
    private static final String HIGH = symbolIn(200);

    /** What a shard takes in a second, and what it was asked to take. */
    private static final class Shard {
        final TokenBucket records;
        final TokenBucket bytes = new TokenBucket(1 << 20, 1 << 20);
        long storedBytes;
        int storedRecords;
        int refused;

        Shard(double recordsPerSecond) {
            records = new TokenBucket(recordsPerSecond, recordsPerSecond);
        }

        void reset() {
            storedBytes = 0;
            storedRecords = 0;
            refused = 0;
        }

        boolean takes(int size, long nowMillis) {
            if (!records.holds(1, nowMillis) || !bytes.holds(size, nowMillis)) {
                refused++;
                return false;
            }
            records.take(1);
            bytes.take(size);
            storedBytes += size;
            storedRecords++;
            return true;
        }

        @Override
        public String toString() {
            return storedBytes + " bytes and " + storedRecords + " records stored, " + refused + " refused";
        }
    }

    private final Map<Boolean, Shard> shards = new TreeMap<>();
    private final Harness harness = new Harness(2);
    private boolean room = true;

    /** The shard of the low half takes so many records a second, and each a mebibyte. */
    private Shard limitedTo(double recordsPerSecond) {
        harness.turn();
        Shard low = new Shard(recordsPerSecond);
        shards.put(false, low);
        shards.put(true, new Shard(1000));
        harness.stream.otherwise(this::put);
        return low;
    }

    private CompletionStage<List<PutOutcome>> put(List<OutgoingRecord> records, FakeRecordStream stream) {
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            Shard shard = shards.get(FakeRecordStream.bucketOf(records.get(i)) >= 128);
            if (shard != null && !shard.takes(records.get(i).data().length, harness.clock.nanoTime() / 1_000_000)) {
                refused.add(i);
            }
        }
        return FakeRecordStream.throttleAt(refused.toArray(Integer[]::new)).run(records, stream);
    }

    /** So many trades each ten milliseconds, or none while there is no room for them. */
    private void offer(Duration time, int trades, String text) {
        for (long ms = 0; ms < time.toMillis(); ms += 10) {
            for (int i = 0; room && i < trades; i++) {
                harness.add(LOW, harness.clock.wallNanos(), text + (ms * 1000 + i));
            }
            room = harness.flush(harness.live, new Receipt());
            harness.pass(Duration.ofMillis(10));
        }
    }

    @Test
    void usesAllThatAShardTakesInBytesWithoutAskingForMuchMore(TestReporter reporter) {
        Shard shard = limitedTo(1000);
        String text = "x".repeat(190);
        // A burst of a second's worth is free.
        offer(Duration.ofSeconds(3), 100, text);
        shard.reset();

        offer(Duration.ofSeconds(27), 100, text);

        reporter.publishEntry("bytes", shard.toString());
        assertThat(shard.storedBytes / 27.0).isBetween(0.95 * (1 << 20), 1.02 * (1 << 20));
        assertThat((double) shard.refused / shard.storedRecords).isLessThan(0.3);
    }

    @Test
    void makesBatchesLargerWhereAShardTakesFewRecords(TestReporter reporter) {
        Shard shard = limitedTo(20);
        offer(Duration.ofSeconds(3), 100, "");
        shard.reset();

        offer(Duration.ofSeconds(27), 100, "");

        reporter.publishEntry("records", shard.toString());
        // All of ten thousand trades a second, in as many records as fit, of 500 trades where there were 200.
        assertThat(harness.publisher.buffered()).isLessThan(2_000);
        assertThat(shard.storedRecords / 27.0).isBetween(19.0, 21.0);
        assertThat((double) shard.refused / shard.storedRecords).isLessThan(0.2);
    }

    @Test
    void rangesOfOtherShardsKeepTheirLinger() {
        limitedTo(1000);
        offer(Duration.ofSeconds(5), 100, "x".repeat(190));

        for (int i = 0; i < 50; i++) {
            CompletableFuture<Void> other = harness.post(HIGH);
            harness.pass(PublisherSettings.DEFAULT.linger());
            assertThat(other).isCompleted();
        }
    }

    @Test
    void isAtItsLingerAgainSoonAfterTheShardHasRoom() {
        limitedTo(4);
        offer(Duration.ofSeconds(10), 10, "");
        shards.clear();

        offer(Duration.ofSeconds(10), 10, "");

        CompletableFuture<Void> next = harness.post(LOW);
        harness.pass(PublisherSettings.DEFAULT.linger());
        assertThat(next).isCompleted();
    }

    @Test
    void saysThatAShardIsThrottledForLongAndThatItIsOver() {
        Harness one = new Harness(1);
        one.turn();
        one.stream.otherwise(FakeRecordStream.throttleAt(0));
        one.append(LOW);
        one.pass(Duration.ofSeconds(4));
        assertThat(one.counts.events).noneMatch(event -> event instanceof PublishEvent.Throttled);

        one.pass(Duration.ofMinutes(2));
        assertThat(one.counts.events)
                .filteredOn(event -> event instanceof PublishEvent.Throttled)
                .hasSizeBetween(2, 3)
                .allSatisfy(event ->
                        assertThat(((PublishEvent.Throttled) event).shardId()).isEqualTo("shard-0"));

        one.stream.otherwise(FakeRecordStream.storeAll());
        one.pass(Duration.ofSeconds(3));
        assertThat(one.counts.events).hasAtLeastOneElementOfType(PublishEvent.Recovered.class);
    }

    @Test
    void saysWhatFailsForLongAndWhatItGivesUp() {
        harness.turn();
        harness.stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.TRANSIENT));
        harness.append(LOW);
        harness.pass(PublisherSettings.DEFAULT.deliveryTimeout().plusSeconds(5));

        assertThat(harness.counts.events)
                .hasAtLeastOneElementOfType(PublishEvent.Failing.class)
                .contains(new PublishEvent.GaveUp(
                        "shard-0", 1, PublishException.Reason.TIMED_OUT, "scripted TRANSIENT", false))
                .contains(new PublishEvent.LayoutChanged(0, 2, 2));
    }
}
