package io.tapeline.ingest.publish;

import static io.tapeline.ingest.publish.FakeRecordStream.evenShards;
import static io.tapeline.ingest.publish.FakeRecordStream.fail;
import static io.tapeline.ingest.publish.FakeRecordStream.hang;
import static io.tapeline.ingest.publish.FakeRecordStream.storeAll;
import static io.tapeline.ingest.publish.Harness.symbolIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.publish.RecordStreamException.Kind;
import io.tapeline.ingest.spool.DiskSpool;
import io.tapeline.ingest.spool.SpoolEntry;
import io.tapeline.ingest.spool.SpoolListener;
import io.tapeline.ingest.spool.SpoolSettings;
import io.tapeline.ingest.spool.SpoolSync;
import io.tapeline.wire.DecodedBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a spool: each life is a publisher and the spool it opens; killing it lets go of the files as they are. */
class PublisherSpoolTest {
    private static final PublisherSettings SETTINGS = PublisherSettings.DEFAULT;
    private static final Duration LINGER = SETTINGS.linger();
    private static final String LOW = symbolIn(3);
    private static final String HIGH = symbolIn(200);

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    @TempDir
    Path directory;

    private final List<DiskSpool> opened = new ArrayList<>();
    private SpoolSync sync = SpoolSync.BATCH;

    @AfterEach
    void close() throws IOException {
        for (DiskSpool spool : opened) {
            spool.close();
        }
    }

    private DiskSpool spool() {
        try {
            SpoolSettings settings = new SpoolSettings(directory, SpoolSettings.LEAST_BYTES, sync);
            DiskSpool spool = DiskSpool.open(settings, new NoDamage());
            opened.add(spool);
            return spool;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Harness life(FakeRecordStream stream) {
        return life(stream, SETTINGS);
    }

    private Harness life(FakeRecordStream stream, PublisherSettings settings) {
        DiskSpool spool = spool();
        Harness harness = new Harness(stream, settings, "life-" + opened.size(), spool);
        harness.turn();
        return harness;
    }

    /** What a kill -9 leaves. */
    private void kill() {
        try {
            opened.get(opened.size() - 1).close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The batches on disk that are not done, as another process would see them. */
    private List<byte[]> undone() {
        kill();
        DiskSpool spool = spool();
        List<byte[]> records = new ArrayList<>();
        try {
            for (SpoolEntry entry : spool.pending()) {
                records.add(spool.read(entry).data());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return records;
    }

    @ParameterizedTest
    @EnumSource
    void aBatchIsOnDiskBeforeItIsFirstSent(SpoolSync mode) {
        sync = mode;
        Harness harness = life(new FakeRecordStream(2));
        List<Integer> spooled = new ArrayList<>();
        harness.stream.otherwise((records, stream) -> {
            spooled.add(opened.get(0).batches());
            return storeAll().run(records, stream);
        });
        CompletableFuture<Void> receipt = harness.post(LOW, HIGH);

        harness.pass(LINGER);

        assertThat(spooled).containsExactly(2);
        assertThat(receipt).isCompleted();
        assertThat(opened.get(0).batches()).isZero();
        assertThat(undone()).isEmpty();
    }

    @Test
    void theNextLifePublishesWhatWasNotDoneWithTheSameBytesBeforeAnythingNew() {
        Harness first = life(new FakeRecordStream(1));
        first.append(LOW);
        first.pass(LINGER);
        first.stream.otherwise(hang());
        CompletableFuture<Void> lost = first.post(LOW, HIGH);
        first.pass(LINGER);
        first.append(LOW);
        first.pass(Duration.ofSeconds(1));
        OutgoingRecord sent = first.stream.calls().get(1).get(0);
        kill();
        first.stream.otherwise(storeAll());

        Harness second = life(first.stream);
        second.append(LOW);
        second.pass(LINGER);

        List<List<OutgoingRecord>> calls = second.stream.calls();
        assertThat(calls).hasSize(5);
        assertThat(calls.get(2).get(0).data()).isEqualTo(sent.data());
        assertThat(calls.get(2).get(0).explicitHashKey()).isEqualTo(sent.explicitHashKey());
        assertThat(second.full())
                .extracting(batch ->
                        batch.header().producer() + "#" + batch.header().sequence())
                .containsExactly("life-1#0", "life-1#1", "life-1#2", "life-2#0");
        assertThat(lost).isNotDone();
        assertThat(second.counts.recoveredEvents).isEqualTo(3);
        assertThat(second.counts.storedEvents).isEqualTo(1);
        assertThat(second.publisher.buffered()).isZero();
        assertThat(undone()).isEmpty();
    }

    @Test
    void itDoesNotMatterThatTheShardsAreOthersAtTheNextStart() {
        Harness first = life(new FakeRecordStream(2));
        first.stream.otherwise(hang());
        first.append(LOW, HIGH);
        first.pass(LINGER);
        kill();
        first.stream.otherwise(storeAll());
        first.stream.reshard(evenShards("child", 3));

        Harness second = life(first.stream);
        second.append(LOW, HIGH);
        second.pass(Duration.ofSeconds(1));

        assertThat(second.full())
                .extracting(batch ->
                        batch.header().producer() + ":" + batch.header().firstBucket())
                .containsExactly("life-1:0", "life-1:128", "life-2:0", "life-2:171");
        assertThat(second.stream.stored().keySet()).containsExactly("child-0", "child-1", "child-2");
    }

    @Test
    void onlyNewBatchesOfTheSameBucketsWaitForWhatWasLeft() {
        Harness first = life(new FakeRecordStream(2));
        first.stream.otherwise(hang());
        first.append(HIGH);
        first.pass(LINGER);
        kill();
        first.stream.otherwise((records, stream) -> FakeRecordStream.instead(
                        new PutOutcome.Throttled("scripted"), positionsFrom(records, 128))
                .run(records, stream));

        Harness second = life(first.stream);
        CompletableFuture<Void> low = second.post(LOW);
        CompletableFuture<Void> high = second.post(HIGH);
        second.pass(Duration.ofSeconds(10));

        assertThat(low).isCompleted();
        assertThat(high).isNotDone();
        second.stream.otherwise(storeAll());
        second.pass(Duration.ofSeconds(3));
        assertThat(high).isCompleted();
        assertThat(second.full())
                .extracting(batch ->
                        batch.header().producer() + ":" + batch.header().firstBucket())
                .containsExactly("life-2:0", "life-1:128", "life-2:128");
    }

    private static Integer[] positionsFrom(List<OutgoingRecord> records, int bucket) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (FakeRecordStream.bucketOf(records.get(i)) >= bucket) {
                positions.add(i);
            }
        }
        return positions.toArray(Integer[]::new);
    }

    @Test
    void batchesThatWaitBehindAReshardAreOnDiskTooAndKeepTheirOrder() {
        Harness first = life(new FakeRecordStream(1));
        first.stream.otherwise(hang());
        first.append(LOW, HIGH);
        first.pass(LINGER);
        first.stream.reshard(evenShards("child", 2));
        first.pass(SETTINGS.layoutRefresh());
        first.append(LOW, HIGH);
        first.pass(Duration.ofSeconds(1));
        kill();
        first.stream.otherwise(storeAll());

        Harness second = life(first.stream);
        second.append(LOW, HIGH);
        second.pass(Duration.ofSeconds(1));

        assertThat(second.full())
                .extracting(DecodedBatch::header)
                .extracting(header -> header.producer() + ":" + header.epoch() + ":" + header.firstBucket())
                .containsExactly("life-1:0:0", "life-1:1:0", "life-1:1:128", "life-2:0:0", "life-2:0:128");
    }

    @Test
    void whatComesInWhileACallHangsIsOnDiskWithinASecond() {
        Harness harness = life(new FakeRecordStream(1));
        harness.stream.otherwise(hang());
        for (int i = 0; i < 3000; i++) {
            harness.append(LOW);
            harness.pass(Duration.ofMillis(3));
        }
        harness.pass(Duration.ofSeconds(1));

        List<byte[]> records = undone();

        assertThat(records.stream()
                        .mapToInt(data -> Harness.decode(data).eventCount())
                        .sum())
                .isEqualTo(3000);
        // Of ten seconds: not one each 20 ms, which would take long to send later.
        assertThat(records).hasSizeLessThan(20);
    }

    @Test
    void heartbeatsAreNotWorthTheDisk() {
        Harness harness = life(new FakeRecordStream(1));
        harness.append(LOW);
        harness.pass(LINGER);
        List<Integer> spooled = new ArrayList<>();
        harness.stream.otherwise((records, stream) -> {
            spooled.add(opened.get(0).batches());
            return storeAll().run(records, stream);
        });

        harness.pass(Duration.ofSeconds(10));

        assertThat(spooled).hasSizeGreaterThan(8).containsOnly(0);
    }

    @Test
    void theEndOfAReplayIsOnDiskBehindItsEvents() {
        Harness first = life(new FakeRecordStream(1));
        first.stream.otherwise(hang());
        first.append(first.replay("r"), 1_000, LOW);
        first.publisher.closeReplay(first.replay("r"));
        first.pass(LINGER);
        kill();
        first.stream.otherwise(storeAll());

        Harness second = life(first.stream);
        second.pass(LINGER);

        assertThat(second.batches()).extracting(DecodedBatch::eventCount).containsExactly(1, 0);
    }

    @Test
    void aFullSpoolHoldsThePostsBackAndLosesNothing() {
        // Each batch is large, so that the buffer holds more than the spool.
        PublisherSettings settings = Harness.withBatchEvents(16_000);
        Harness harness = life(new FakeRecordStream(1), settings);
        harness.stream.otherwise(hang());
        List<CompletableFuture<Void>> receipts = new ArrayList<>();
        String padding = "x".repeat(200);
        boolean room = true;
        while (room) {
            Receipt receipt = new Receipt();
            for (int i = 0; i < 500; i++) {
                harness.add(LOW + padding, harness.clock.wallNanos(), padding + i);
            }
            room = harness.flush(harness.live, receipt);
            if (room) {
                receipts.add(receipt.finish().toCompletableFuture());
            }
            harness.turn();
        }
        harness.pass(Duration.ofSeconds(5));
        assertThat(harness.counts.events).hasAtLeastOneElementOfType(PublishEvent.SpoolFull.class);
        assertThat(opened.get(0).bytes()).isLessThanOrEqualTo(SpoolSettings.LEAST_BYTES);
        int sentBefore = harness.stream.calls().size();
        assertThat(sentBefore).isEqualTo(1);

        harness.stream.otherwise(storeAll());
        harness.pass(Duration.ofMinutes(1));

        assertThat(receipts).allSatisfy(receipt -> assertThat(receipt).isCompleted());
        assertThat(harness.publisher.buffered()).isZero();
        assertThat(opened.get(0).batches()).isZero();
        assertThat(harness.counts.events).hasAtLeastOneElementOfType(PublishEvent.SpoolWorks.class);
    }

    @Test
    void sendsNothingThatItCannotWriteAndGoesOnWhenTheDiskWorksAgain() throws IOException {
        Harness harness = life(new FakeRecordStream(1));
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(directory);
        CompletableFuture<Void> receipt = harness.post(LOW);
        harness.pass(Duration.ofSeconds(10));

        assertThat(harness.full()).isEmpty();
        assertThat(receipt).isNotDone();
        assertThat(harness.publisher.problem()).startsWith("the spool cannot be written: ");
        assertThat(harness.counts.events)
                .filteredOn(event -> event instanceof PublishEvent.SpoolFailed)
                .hasSize(1);

        Files.createDirectory(directory);
        harness.pass(Duration.ofSeconds(1));

        assertThat(receipt).isCompleted();
        assertThat(harness.publisher.problem()).isNull();
        assertThat(harness.full()).hasSize(1);
    }

    @Test
    void whoWaitsIsToldAfterTheDeliveryTimeOutButTheBatchIsTriedUntilItIsStored() {
        Harness harness = life(new FakeRecordStream(1));
        harness.stream.otherwise(fail(Kind.TRANSIENT));
        CompletableFuture<Void> receipt = harness.post(LOW);
        harness.pass(SETTINGS.deliveryTimeout().plusSeconds(10));
        assertThat(receipt).isCompletedExceptionally();
        assertThat(harness.publisher.buffered()).isEqualTo(1);

        harness.stream.otherwise(storeAll());
        harness.pass(Duration.ofSeconds(10));

        assertThat(harness.idsBySymbol().get(LOW)).containsExactly(0L);
        assertThat(harness.publisher.buffered()).isZero();
        assertThat(undone()).isEmpty();
    }

    @Test
    void whatTheStreamRefusesStaysForTheNextStart() {
        Harness first = life(new FakeRecordStream(1));
        first.stream.then(fail(Kind.PERMANENT));
        CompletableFuture<Void> receipt = first.post(LOW);
        first.pass(LINGER);
        assertThat(receipt).isCompletedExceptionally();
        assertThat(first.publisher.buffered()).isZero();
        assertThat(first.counts.events)
                .contains(new PublishEvent.GaveUp(
                        "shard-0", 1, PublishException.Reason.REFUSED, "scripted PERMANENT", true));
        kill();

        Harness second = life(first.stream);
        second.pass(LINGER);

        assertThat(second.idsBySymbol().get(LOW)).containsExactly(0L);
    }

    @Test
    void aRefusalAtTheStartIsWaitedOutForAWhile() {
        Harness first = life(new FakeRecordStream(1));
        first.stream.otherwise(hang());
        first.append(LOW);
        first.pass(LINGER);
        kill();
        first.stream.otherwise(fail(Kind.PERMANENT));

        Harness second = life(first.stream);
        CompletableFuture<Void> next = second.post(LOW);
        second.pass(Duration.ofMinutes(1));
        assertThat(next).isNotDone();
        second.stream.otherwise(storeAll());
        second.pass(Duration.ofSeconds(5));

        assertThat(next).isCompleted();
        assertThat(second.full()).extracting(batch -> batch.header().producer()).containsExactly("life-1", "life-2");
    }

    @Test
    void saysWhatItFindsAndWhenThatIsDone() {
        Harness first = life(new FakeRecordStream(1));
        first.stream.otherwise(hang());
        first.append(LOW, HIGH);
        first.pass(LINGER);
        kill();
        first.stream.otherwise(storeAll());

        Harness second = life(first.stream);
        second.pass(Duration.ofSeconds(1));

        assertThat(second.counts.events)
                .containsSubsequence(
                        new PublishEvent.SpoolFound(1), new PublishEvent.SpoolEmptied(1, 2, Duration.ZERO));
    }

    @Test
    void aBatchThatCannotBeReadIsLeftOutAndReported() throws IOException {
        Harness first = life(new FakeRecordStream(1));
        first.stream.otherwise(hang());
        first.append(LOW);
        first.pass(LINGER);
        kill();
        first.stream.holdLookUps();
        first.stream.otherwise(storeAll());
        Harness second = life(first.stream);
        Path segment = files().stream()
                .filter(file -> file.toString().endsWith(".spool"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(segment, bytes);

        second.stream.heldLookUp().complete(evenShards("shard", 1));
        second.turn();
        CompletableFuture<Void> next = second.post(LOW);
        second.pass(LINGER);

        assertThat(next).isCompleted();
        assertThat(second.counts.events).hasAtLeastOneElementOfType(PublishEvent.SpoolUnreadable.class);
        assertThat(second.full()).hasSize(1);
    }

    @Test
    void atTheEndWhatIsNotPublishedStaysInTheSpool() throws Exception {
        Harness first = life(new FakeRecordStream(1));
        first.stream.otherwise(hang());
        first.publisher.start();
        CompletableFuture<Void> receipt = first.post(LOW);

        first.publisher.close(Duration.ofMillis(300));

        assertThat(receipt)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("the service has shut down");
        first.stream.otherwise(storeAll());
        Harness second = life(first.stream);
        second.pass(Duration.ofSeconds(1));
        assertThat(second.idsBySymbol().get(LOW)).containsExactly(0L);
    }

    @Test
    void aBatchThatWasWrittenBeforeTheDiskFailedIsNotSentEither() throws IOException {
        Harness harness = life(new FakeRecordStream(2));
        DiskSpool spool = opened.get(0);
        appendLarge(harness, LOW, new Receipt());
        harness.pass(LINGER);
        long size = spool.bytes();
        // Until one more fits into the segment, and two do not.
        while (spool.bytes() + 2 * size < SpoolSettings.LEAST_BYTES / 16) {
            appendLarge(harness, LOW, new Receipt());
            harness.pass(LINGER);
        }
        int sent = harness.stream.calls().size();
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(directory);
        Receipt both = new Receipt();
        appendLarge(harness, LOW, both);
        appendLarge(harness, HIGH, both);
        CompletableFuture<Void> stored = both.finish().toCompletableFuture();
        harness.pass(Duration.ofMillis(900));
        assertThat(harness.publisher.problem()).startsWith("the spool cannot be written: ");
        assertThat(harness.stream.calls()).hasSize(sent);

        Files.createDirectory(directory);
        harness.pass(Duration.ofSeconds(2));

        assertThat(stored).isCompleted();
        assertThat(spool.batches()).isZero();
    }

    /** Appends a batch of a hundred kilobytes. */
    private static void appendLarge(Harness harness, String symbol, Receipt receipt) {
        for (int i = 0; i < 500; i++) {
            harness.add(symbol, harness.clock.wallNanos(), "x".repeat(200) + i);
        }
        assertThat(harness.flush(harness.live, receipt)).isTrue();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    private static final class NoDamage implements SpoolListener {
        @Override
        public void corrupt(Path keptIn, long bytes) {
            throw new AssertionError(keptIn);
        }

        @Override
        public void torn(Path segment, long bytes) {
            throw new AssertionError(segment);
        }

        @Override
        public void failed(Path file, String problem) {
            // A test that takes the directory away makes the publisher unable to delete from it.
        }
    }
}
