package io.tapeline.ingest.publish;

import static io.tapeline.ingest.publish.Harness.symbolIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.feed.ManualClock;
import io.tapeline.ingest.feed.ReplayFeed;
import io.tapeline.model.Slice;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.DecodedBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The clocks that batches carry, and the batches that carry nothing else. */
class PublisherClockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LINGER = PublisherSettings.DEFAULT.linger();
    private static final String LOW = symbolIn(3);
    private static final String HIGH = symbolIn(200);
    private static final long NOON = Instant.parse("2013-11-25T12:00:00Z").getEpochSecond() * 1_000_000_000L;
    private static final long CLOSING = Instant.parse("2013-11-26T00:00:05Z").getEpochSecond() * 1_000_000_000L;

    private final Harness harness = new Harness(2);

    PublisherClockTest() {
        harness.turn();
    }

    @Test
    void aLiveBatchCarriesTheWallClockOfItsClosing() {
        harness.append(LOW);
        harness.pass(LINGER);

        BatchHeader header = harness.full().get(0).header();
        assertThat(header.clock()).isEqualTo(ManualClock.START + LINGER.toNanos());
        assertThat(header.tsIngest()).isEqualTo(header.clock());
    }

    @Test
    void aReplaysBatchCarriesItsNewestEvent() {
        ReplayFeed replay = harness.replay("a");
        harness.append(replay, NOON, LOW);
        harness.append(replay, NOON + 7, HIGH);
        harness.pass(LINGER);

        assertThat(harness.full()).extracting(batch -> batch.header().clock()).containsExactly(NOON + 7, NOON + 7);
        assertThat(harness.full().get(0).header().tsIngest()).isEqualTo(ManualClock.START + LINGER.toNanos());
    }

    @Test
    void aBatchOfTwoReplaysCarriesTheClockOfTheOneBehind() {
        harness.append(harness.replay("a"), NOON, LOW);
        harness.append(harness.replay("b"), NOON - 50, LOW);
        harness.pass(LINGER);

        assertThat(harness.full()).extracting(batch -> batch.header().clock()).containsExactly(NOON - 50);
    }

    @Test
    void tellsNoTimeBeforeAnythingWasAccepted() {
        harness.pass(Duration.ofMinutes(1));

        assertThat(harness.stream.inOrder()).isEmpty();
    }

    @Test
    void tellsQuietRangesTheWallClockOnceALiveEventWasAccepted() {
        harness.append(LOW);
        harness.pass(LINGER.plus(SECOND.multipliedBy(3)));

        List<BatchHeader> high = of(200);
        assertThat(high).hasSizeBetween(3, 4);
        assertThat(high).allSatisfy(header -> assertThat(header.clock()).isEqualTo(header.tsIngest()));
        assertThat(of(3)).hasSizeBetween(3, 4);
    }

    @Test
    void tellsQuietRangesTheReplaysClockWhileItIsOpen() {
        ReplayFeed replay = harness.replay("a");
        harness.append(replay, NOON, LOW);
        harness.pass(LINGER.plus(SECOND.multipliedBy(2)));

        assertThat(of(200))
                .hasSizeBetween(2, 3)
                .allSatisfy(header -> assertThat(header.clock()).isEqualTo(NOON));
        harness.replays.leave(replay);
        harness.replays.close(replay);
        int told = harness.stream.inOrder().size();

        harness.pass(SECOND.multipliedBy(5));

        assertThat(harness.stream.inOrder()).hasSize(told);
    }

    @Test
    void tellsRangesWithLiveEventsTheWallClockEvenWhileAReplayIsOpen() {
        harness.append(LOW);
        harness.pass(LINGER);
        harness.append(harness.replay("a"), NOON, HIGH);
        harness.pass(SECOND.multipliedBy(3));

        assertThat(of(3)).allSatisfy(header -> assertThat(header.clock()).isGreaterThanOrEqualTo(ManualClock.START));
        assertThat(of(200))
                .hasSizeGreaterThan(2)
                .allSatisfy(header -> assertThat(header.clock()).isEqualTo(NOON));
    }

    @Test
    void remembersLiveRangesThroughAReshard() {
        harness.append(LOW);
        harness.stream.reshard(FakeRecordStream.evenShards("child", 4));
        harness.append(harness.replay("a"), NOON, HIGH);
        harness.pass(PublisherSettings.DEFAULT.layoutRefresh().plusSeconds(3));

        assertThat(harness.counts.layouts).isEqualTo(2);
        List<BatchHeader> second = harness.batches().stream()
                .map(DecodedBatch::header)
                .filter(header -> header.epoch() == 1)
                .toList();
        assertThat(second).hasSizeGreaterThan(4);
        assertThat(second).allSatisfy(header -> {
            if (header.firstBucket() < 128) {
                assertThat(header.clock()).isGreaterThanOrEqualTo(ManualClock.START);
            } else {
                assertThat(header.clock()).isEqualTo(NOON);
            }
        });
    }

    @Test
    void closingAReplayTellsEveryRangeBehindItsLastTrades() {
        ReplayFeed replay = harness.replay("a");
        CompletableFuture<Void> post = harness.post(replay, NOON, LOW);

        CompletableFuture<Void> closed = harness.publisher.closeReplay(replay).toCompletableFuture();
        harness.pass(LINGER);

        assertThat(post).isCompleted();
        assertThat(closed).isCompleted();
        assertThat(of(3)).extracting(BatchHeader::clock).containsExactly(NOON, CLOSING);
        assertThat(of(200)).extracting(BatchHeader::clock).containsExactly(CLOSING);
        assertThat(harness.full()).hasSize(1);
    }

    @Test
    void closingIsAcknowledgedOnlyWhenEveryRangeHasTheMark() {
        ReplayFeed replay = harness.replay("a");
        harness.append(replay, NOON, LOW);
        harness.pass(LINGER);
        harness.stream.then(FakeRecordStream.throttleAt(1));

        CompletableFuture<Void> closed = harness.publisher.closeReplay(replay).toCompletableFuture();
        harness.turn();
        assertThat(closed).isNotDone();

        harness.pass(SECOND);
        assertThat(closed).isCompleted();
    }

    @Test
    void closingDoesNotTellLiveRangesATimeToCome() {
        harness.append(LOW);
        ReplayFeed today = harness.replay("a");
        harness.append(today, harness.clock.wallNanos(), HIGH);

        CompletableFuture<Void> closed = harness.publisher.closeReplay(today).toCompletableFuture();
        harness.pass(LINGER);

        assertThat(closed).isCompleted();
        assertThat(of(3))
                .hasSizeGreaterThan(1)
                .allSatisfy(header -> assertThat(header.clock()).isLessThanOrEqualTo(harness.clock.wallNanos()));
        assertThat(of(200)).extracting(BatchHeader::clock).last().isEqualTo(today.closingClock());
    }

    /** What the whole arrangement is for: no batch tells a time that later events of its range are behind of. */
    @Test
    void noClockIsAheadOfTheEventsThatFollowInItsRange() {
        // Batches so small that they close in the middle of a block.
        Harness crowded = new Harness(2, Harness.withBatchEvents(10));
        crowded.turn();
        Random random = new Random(11);
        ReplayFeed replay = crowded.replay("a");
        Receipt receipt = new Receipt();
        long time = NOON;
        for (int i = 0; i < 5_000; i++) {
            time += random.nextInt(1_000_000);
            crowded.add(symbolIn(random.nextInt(256)), time);
            if (random.nextInt(100) == 0) {
                crowded.flush(replay, receipt);
            }
            if (random.nextInt(30) == 0) {
                if (random.nextInt(4) == 0) {
                    crowded.stream.then(FakeRecordStream.throttleAt(0));
                }
                crowded.pass(Duration.ofMillis(random.nextInt(700)));
            }
            if (i == 2_500) {
                crowded.stream.reshard(FakeRecordStream.evenShards("child", 5));
            }
        }
        crowded.flush(replay, receipt);
        crowded.pass(SECOND.multipliedBy(10));

        assertThat(crowded.counts.layouts).isEqualTo(2);
        long[] told = new long[256];
        for (DecodedBatch batch : crowded.batches()) {
            for (Slice slice : batch.slices()) {
                for (int row = 0; row < slice.trades().count(); row++) {
                    assertThat(slice.trades().tsEvent(row)).isGreaterThanOrEqualTo(told[slice.bucket()]);
                }
            }
            for (int b = batch.header().firstBucket(); b <= batch.header().lastBucket(); b++) {
                told[b] = Math.max(told[b], batch.header().clock());
            }
        }
        assertThat(told).containsOnly(time);
    }

    private List<BatchHeader> of(int bucket) {
        List<BatchHeader> headers = new ArrayList<>();
        for (DecodedBatch batch : harness.batches()) {
            BatchHeader header = batch.header();
            if (header.firstBucket() <= bucket && bucket <= header.lastBucket()) {
                headers.add(header);
            }
        }
        return headers;
    }
}
