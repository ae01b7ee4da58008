package io.tapeline.ingest.publish;

import static io.tapeline.ingest.publish.FakeRecordStream.evenShards;
import static io.tapeline.ingest.publish.FakeRecordStream.fail;
import static io.tapeline.ingest.publish.FakeRecordStream.hang;
import static io.tapeline.ingest.publish.FakeRecordStream.storeAndWaitFor;
import static io.tapeline.ingest.publish.FakeRecordStream.throttleAt;
import static io.tapeline.ingest.publish.Harness.symbolIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.publish.RecordStreamException.Kind;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import io.tapeline.wire.DecodedBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final Duration LINGER = PublisherSettings.DEFAULT.linger();
    private static final String LOW = symbolIn(3);
    private static final String HIGH = symbolIn(200);

    @Test
    void acknowledgesOnlyWhenTheStreamHasAnswered() {
        Harness harness = started(1);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        harness.stream.then(storeAndWaitFor(answer));
        CompletableFuture<Void> receipt = harness.post(LOW);

        harness.pass(LINGER.multipliedBy(10));
        assertThat(harness.full()).hasSize(1);
        assertThat(receipt).isNotDone();
        assertThat(harness.publisher.buffered()).isEqualTo(1);

        answer.complete(null);
        harness.turn();
        assertThat(receipt).isCompleted();
        assertThat(harness.publisher.buffered()).isZero();
    }

    @Test
    void acknowledgesAPostOnlyWhenAllItsBatchesAreStored() {
        Harness harness = started(2);
        harness.stream.then(throttleAt(1)).then(throttleAt(0));
        CompletableFuture<Void> receipt = harness.post(LOW, HIGH);

        harness.pass(LINGER);
        assertThat(harness.full()).hasSize(1);
        assertThat(receipt).isNotDone();

        harness.pass(Duration.ofSeconds(1));
        assertThat(harness.full()).hasSize(2);
        assertThat(receipt).isCompleted();
    }

    @Test
    void anEmptyPostIsAcknowledgedAtOnce() {
        Harness harness = started(1);

        assertThat(harness.post()).isCompleted();
    }

    @Test
    void keepsABatchOpenForTheLinger() {
        Harness harness = started(1);
        harness.append(LOW);

        harness.pass(LINGER.minusNanos(1));
        harness.append(HIGH);
        assertThat(harness.full()).isEmpty();

        harness.pass(Duration.ofNanos(1));
        assertThat(harness.full()).hasSize(1);
        assertThat(harness.full().get(0).eventCount()).isEqualTo(2);
    }

    @Test
    void closesABatchThatIsFullAtOnce() {
        Harness harness = started(1, withBatch(1 << 18, 3));
        harness.append(LOW, LOW, LOW, LOW);

        harness.turn();

        assertThat(harness.full()).extracting(DecodedBatch::eventCount).containsExactly(3);
        harness.pass(LINGER);
        assertThat(harness.full()).extracting(DecodedBatch::eventCount).containsExactly(3, 1);
    }

    @Test
    void closesABatchThatIsLargeAtOnce() {
        Harness harness = started(1, withBatch(8192, 16_000));
        for (int i = 0; i < 2000; i++) {
            harness.append(LOW);
        }

        harness.turn();

        assertThat(harness.stream.inOrder()).hasSizeGreaterThan(1);
        assertThat(harness.stream.inOrder())
                .allSatisfy(record -> assertThat(record.length).isLessThan(8192 + 1024));
    }

    @Test
    void putsEachBatchIntoItsShardsPartOfTheHashSpace() {
        Harness harness = started(3);
        List<String> symbols = new ArrayList<>();
        for (int bucket = 0; bucket < 256; bucket++) {
            symbols.add(symbolIn(bucket));
        }
        harness.append(symbols.toArray(String[]::new));
        harness.pass(LINGER);

        assertThat(harness.stream.stored().keySet()).containsExactly("shard-0", "shard-1", "shard-2");
        assertThat(harness.full())
                .extracting(batch ->
                        batch.header().firstBucket() + "-" + batch.header().lastBucket() + ":" + batch.eventCount())
                .containsExactlyInAnyOrder("0-85:86", "86-170:85", "171-255:85");
        assertThat(harness.counts.layouts).isEqualTo(1);
    }

    @Test
    void numbersTheBatchesOfARange() {
        Harness harness = started(1);
        for (int i = 0; i < 3; i++) {
            harness.append(LOW);
            harness.pass(LINGER);
        }

        assertThat(harness.full())
                .extracting(DecodedBatch::header)
                .extracting(BatchHeader::sequence)
                .containsExactly(0L, 1L, 2L);
        assertThat(harness.full())
                .extracting(DecodedBatch::header)
                .allSatisfy(header -> assertThat(header.producer()).isEqualTo("test-producer"));
    }

    @Test
    void takesABatchOfEachRangeInOneCallButNeverTwoOfOne() {
        Harness harness = started(2, withBatch(1 << 18, 2));
        harness.append(LOW, LOW, LOW, LOW, HIGH, HIGH, HIGH, HIGH);
        harness.turn();

        assertThat(harness.stream.calls())
                .hasSize(2)
                .allSatisfy(call ->
                        assertThat(call).extracting(FakeRecordStream::bucketOf).containsExactly(0, 128));
    }

    @Test
    void retriesByPositionThroughThreePartialFailuresInARow() {
        Harness harness = started(4);
        String[] symbols = {symbolIn(0), symbolIn(64), symbolIn(128), symbolIn(192)};
        // Of four records two are refused; of the two that are tried again the first, then that one once more.
        harness.stream
                .then(throttleAt(1, 3))
                .then(FakeRecordStream.instead(new PutOutcome.Failed("InternalFailure", "scripted"), 0))
                .then(throttleAt(0));
        CompletableFuture<Void> receipt = harness.post(symbols);
        harness.pass(LINGER);
        assertThat(harness.full())
                .extracting(batch -> batch.header().firstBucket())
                .containsExactly(0, 128);

        harness.pass(Duration.ofSeconds(1));

        assertThat(receipt).isCompleted();
        assertThat(harness.full())
                .extracting(batch -> batch.header().firstBucket())
                .hasSize(4)
                .containsExactlyInAnyOrder(0, 64, 128, 192);
        assertThat(harness.idsBySymbol().values())
                .allSatisfy(ids -> assertThat(ids).hasSize(1));
        assertThat(harness.counts.throttled).isEqualTo(3);
        assertThat(harness.counts.retried).isEqualTo(4);
        assertThat(harness.counts.storedEvents).isEqualTo(4);
    }

    @Test
    void keepsTheOrderOfARangeWhileItsFirstBatchIsRetried() {
        Harness harness = started(1, withBatch(1 << 18, 2));
        harness.stream.then(throttleAt(0)).then(fail(Kind.TRANSIENT)).then(throttleAt(0));
        harness.append(LOW, LOW, LOW, LOW, LOW, LOW);

        harness.pass(Duration.ofSeconds(2));

        assertThat(harness.idsBySymbol().get(LOW)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(harness.full()).hasSize(3);
        assertThat(harness.stream.calls()).allSatisfy(call -> assertThat(call).hasSize(1));
    }

    @Test
    void waitsLongerAfterEachFailureUpToTheBound() {
        Harness harness = started(1);
        List<Long> times = new ArrayList<>();
        harness.stream.otherwise((records, stream) -> {
            times.add(harness.clock.nanoTime());
            return CompletableFuture.failedFuture(new RecordStreamException(Kind.THROTTLED, "scripted"));
        });
        harness.append(LOW);
        harness.pass(Duration.ofMinutes(1));

        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            waits.add(times.get(i) - times.get(i - 1));
        }
        for (int i = 0; i < waits.size(); i++) {
            long full = Math.min(20_000_000L << Math.min(i, 20), 2_000_000_000L);
            assertThat(waits.get(i)).isBetween(full / 2, full);
        }
        assertThat(waits).hasSizeGreaterThan(30);
    }

    @Test
    void neverGivesUpWhileItIsThrottled() {
        Harness harness = started(1);
        harness.stream.otherwise(throttleAt(0));
        CompletableFuture<Void> receipt = harness.post(LOW);
        harness.pass(Duration.ofHours(2));
        assertThat(receipt).isNotDone();

        harness.stream.otherwise(storeAndWaitFor(CompletableFuture.completedFuture(null)));
        harness.pass(Duration.ofSeconds(3));

        assertThat(receipt).isCompleted();
        assertThat(harness.counts.failedEvents).isZero();
    }

    @Test
    void givesUpABatchThatFailsForTooLong() {
        Harness harness = started(1);
        harness.stream.otherwise(fail(Kind.TRANSIENT));
        CompletableFuture<Void> receipt = harness.post(LOW);

        harness.pass(PublisherSettings.DEFAULT.deliveryTimeout().minusSeconds(3));
        assertThat(receipt).isNotDone();

        harness.pass(Duration.ofSeconds(6));
        assertReason(receipt, PublishException.Reason.TIMED_OUT);
        assertThat(harness.counts.failedEvents).isEqualTo(1);
        assertThat(harness.publisher.buffered()).isZero();
    }

    @Test
    void failsWhatTheStreamRefusesForGoodAndGoesOn() {
        Harness harness = started(2);
        harness.stream.then(fail(Kind.PERMANENT));
        CompletableFuture<Void> refused = harness.post(LOW, HIGH);
        harness.pass(LINGER);
        assertReason(refused, PublishException.Reason.REFUSED);

        CompletableFuture<Void> next = harness.post(LOW);
        harness.pass(Duration.ofSeconds(1));

        assertThat(next).isCompleted();
        assertThat(harness.publisher.buffered()).isZero();
    }

    @Test
    void repeatsACallThatHangsWithTheSameBytes() {
        Harness harness = started(1);
        harness.stream.then(hang());
        CompletableFuture<Void> receipt = harness.post(LOW);
        harness.pass(LINGER);

        harness.pass(PublisherSettings.DEFAULT.attemptTimeout().plusSeconds(1));

        assertThat(receipt).isCompleted();
        List<List<OutgoingRecord>> calls = harness.stream.calls();
        assertThat(calls.get(1).get(0).data()).isEqualTo(calls.get(0).get(0).data());
    }

    @Test
    void anAnswerAfterTheTimeOutChangesNothing() {
        Harness harness = started(1);
        List<CompletableFuture<List<PutOutcome>>> late = new ArrayList<>();
        harness.stream.then((records, stream) -> {
            CompletableFuture<List<PutOutcome>> answer = new CompletableFuture<>();
            late.add(answer);
            return answer.minimalCompletionStage();
        });
        CompletableFuture<Void> first = harness.post(LOW);
        harness.pass(LINGER.plus(PublisherSettings.DEFAULT.attemptTimeout()).plusSeconds(1));
        assertThat(first).isCompleted();

        harness.stream.then(hang());
        CompletableFuture<Void> second = harness.post(LOW);
        harness.pass(LINGER);
        late.get(0).complete(List.of(new PutOutcome.Stored("shard-0", "1")));
        harness.turn();

        assertThat(second).isNotDone();
        assertThat(harness.publisher.buffered()).isEqualTo(1);
    }

    @Test
    void aBatchWhoseAnswerIsLostIsTheSameBatchTwice() {
        Harness harness = started(1);
        harness.stream.then(FakeRecordStream.storeBut(answer ->
                CompletableFuture.failedFuture(new RecordStreamException(Kind.TRANSIENT, "connection reset"))));
        harness.append(LOW);
        harness.pass(Duration.ofSeconds(1));

        assertThat(harness.full())
                .hasSize(2)
                .extracting(batch -> batch.header().batchId())
                .containsOnly(harness.full().get(0).header().batchId());
    }

    @Test
    void takesNoMoreThanItsBufferHolds() {
        Harness harness = started(1, withBuffer(1024));
        harness.stream.then(hang());
        Receipt receipt = new Receipt();
        for (int i = 0; i < 1024; i++) {
            harness.add(LOW, i);
            if (i % 512 == 511) {
                assertThat(harness.flush(harness.live, receipt)).isTrue();
            }
        }
        harness.add(LOW, 1024);
        assertThat(harness.flush(harness.live, receipt)).isFalse();
        assertThat(harness.publisher.buffered()).isEqualTo(1024);

        harness.pass(Duration.ofSeconds(20));

        assertThat(harness.publisher.buffered()).isZero();
        assertThat(harness.flush(harness.live, receipt)).isTrue();
    }

    @Test
    void compressesWhenToldTo() {
        PublisherSettings defaults = PublisherSettings.DEFAULT;
        Harness harness = started(
                1,
                new PublisherSettings(
                        defaults.linger(),
                        defaults.batchBytes(),
                        defaults.batchEvents(),
                        defaults.bufferEvents(),
                        Compression.ZSTD,
                        defaults.rangesPerShard(),
                        defaults.layoutRefresh(),
                        defaults.heartbeat(),
                        defaults.attemptTimeout(),
                        defaults.deliveryTimeout(),
                        defaults.backoffMin(),
                        defaults.backoffMax()));
        Harness plain = started(1);
        for (Harness each : List.of(harness, plain)) {
            for (int i = 0; i < 1000; i++) {
                each.append(LOW);
            }
            each.pass(LINGER);
        }

        assertThat(harness.idsBySymbol()).isEqualTo(plain.idsBySymbol());
        assertThat(harness.stream.inOrder().get(0).length)
                .isLessThan(plain.stream.inOrder().get(0).length);
    }

    @Test
    void finishesTheOldRangesBeforeTheNewOnes() {
        Harness harness = started(1);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        harness.stream.then(storeAndWaitFor(answer));
        CompletableFuture<Void> before = harness.post(LOW, HIGH);
        harness.pass(LINGER);
        CompletableFuture<Void> between = harness.post(LOW, HIGH);
        harness.stream.reshard(evenShards("child", 2));
        harness.pass(PublisherSettings.DEFAULT.layoutRefresh());
        assertThat(harness.counts.layouts).isEqualTo(2);
        CompletableFuture<Void> after = harness.post(LOW, HIGH);
        harness.pass(Duration.ofSeconds(1));
        assertThat(harness.stream.calls()).hasSize(1);

        answer.complete(null);
        harness.pass(Duration.ofSeconds(1));

        assertThat(before).isCompleted();
        assertThat(between).isCompleted();
        assertThat(after).isCompleted();
        assertThat(harness.full())
                .extracting(DecodedBatch::header)
                .extracting(header -> header.epoch() + ":" + header.firstBucket() + "-" + header.lastBucket() + "#"
                        + header.sequence())
                .containsExactly("0:0-255#0", "0:0-255#1", "1:0-127#0", "1:128-255#0");
        assertThat(harness.idsBySymbol().get(LOW)).containsExactly(0L, 2L, 4L);
        assertThat(harness.idsBySymbol().get(HIGH)).containsExactly(1L, 3L, 5L);
    }

    @Test
    void looksUpTheShardsSoonWhenARecordLandsInAnother() {
        Harness harness = started(1);
        harness.pass(Duration.ofSeconds(1));
        harness.stream.reshard(evenShards("child", 2));
        int before = harness.stream.lookUps();
        harness.append(LOW);

        harness.pass(Duration.ofMillis(300));

        assertThat(harness.stream.lookUps()).isEqualTo(before + 1);
        harness.append(LOW, HIGH);
        harness.pass(LINGER);
        assertThat(harness.full()).extracting(batch -> batch.header().epoch()).containsExactly(0L, 1L, 1L);
    }

    @Test
    void keepsItsLayoutWhenTheShardsAreTheSame() {
        Harness harness = started(4);

        harness.pass(Duration.ofMinutes(1));

        assertThat(harness.stream.lookUps()).isGreaterThan(10);
        assertThat(harness.counts.layouts).isEqualTo(1);
    }

    @Test
    void saysWhyItCannotPublish() {
        Harness harness = new Harness(1);
        assertThat(harness.publisher.problem()).isEqualTo("the open shards are not known yet");
        harness.stream.holdLookUps();
        harness.turn();
        harness.stream
                .heldLookUp()
                .completeExceptionally(new RecordStreamException(Kind.PERMANENT, "Stream market-data not found."));
        harness.turn();

        assertThat(harness.publisher.problem()).isEqualTo("the fake stream: Stream market-data not found.");
    }

    @Test
    void doesNotMindAFailedLookUpButMindsThree() {
        Harness harness = started(1);
        harness.stream.holdLookUps();
        harness.stream.heldLookUp().completeExceptionally(new RecordStreamException(Kind.TRANSIENT, "no route"));

        harness.pass(PublisherSettings.DEFAULT.layoutRefresh());
        assertThat(harness.publisher.problem()).isNull();

        harness.pass(Duration.ofSeconds(2));
        assertThat(harness.publisher.problem()).isEqualTo("the fake stream: no route");
    }

    @Test
    void repeatsALookUpThatHangs() {
        Harness harness = new Harness(1);
        harness.stream.holdLookUps();
        harness.turn();
        harness.pass(PublisherSettings.DEFAULT.attemptTimeout().plusSeconds(1));

        assertThat(harness.stream.lookUps()).isEqualTo(2);
        assertThat(harness.publisher.problem()).isEqualTo("the fake stream: no answer within PT10S");
    }

    private static void assertReason(CompletableFuture<Void> receipt, PublishException.Reason reason) {
        assertThat(receipt)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Harness started(int shards) {
        return started(shards, PublisherSettings.DEFAULT);
    }

    private static Harness started(int shards, PublisherSettings settings) {
        Harness harness = new Harness(shards, settings);
        harness.turn();
        return harness;
    }

    private static PublisherSettings withBatch(int bytes, int events) {
        return changed(bytes, events, PublisherSettings.DEFAULT.bufferEvents());
    }

    private static PublisherSettings withBuffer(int events) {
        return changed(PublisherSettings.DEFAULT.batchBytes(), PublisherSettings.DEFAULT.batchEvents(), events);
    }

    private static PublisherSettings changed(int batchBytes, int batchEvents, int bufferEvents) {
        PublisherSettings defaults = PublisherSettings.DEFAULT;
        return new PublisherSettings(
                defaults.linger(),
                batchBytes,
                batchEvents,
                bufferEvents,
                defaults.compression(),
                defaults.rangesPerShard(),
                defaults.layoutRefresh(),
                defaults.heartbeat(),
                defaults.attemptTimeout(),
                defaults.deliveryTimeout(),
                defaults.backoffMin(),
                defaults.backoffMax());
    }
}
