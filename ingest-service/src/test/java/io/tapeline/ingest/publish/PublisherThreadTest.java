package io.tapeline.ingest.publish;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.model.Buckets;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.wire.DecodedBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The publisher with its own thread and the real clock. */
@Timeout(60)
class PublisherThreadTest {
    private final FakeRecordStream stream = new FakeRecordStream(3);
    private final LiveFeed live = new LiveFeed(NanoClock.SYSTEM);
    private final Publisher publisher = new Publisher(
            stream,
            PublisherSettings.DEFAULT,
            NanoClock.SYSTEM,
            () -> Replays.NO_CLOCK,
            new Harness.Counts(),
            new Random(3),
            "test-producer");

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void publishesWhatManyThreadsAppend() throws Exception {
        start();
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<CompletableFuture<Void>> posts = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            posts.add(CompletableFuture.runAsync(() -> appendAll(thread), executor));
        }
        for (CompletableFuture<Void> post : posts) {
            assertThat(post.get(30, SECONDS)).isNull();
        }
        executor.shutdown();

        Map<String, Long> last = new HashMap<>();
        int count = 0;
        for (byte[] record : stream.inOrder()) {
            DecodedBatch batch = Harness.decode(record);
            count += batch.eventCount();
            for (Slice slice : batch.slices()) {
                for (int row = 0; row < slice.trades().count(); row++) {
                    String symbol = slice.trades().symbols()[slice.trades().symbolIndex(row)];
                    long id = Long.parseLong(slice.trades().tradeId(row));
                    assertThat(id).isGreaterThan(last.getOrDefault(symbol, -1L));
                    last.put(symbol, id);
                }
            }
        }
        assertThat(count).isEqualTo(threads * 50_000);
    }

    @Test
    void publishesEverythingBeforeItEnds() throws Exception {
        start();
        CompletableFuture<Void> receipt = append(0, 10_000);

        publisher.close(Duration.ofSeconds(20));

        assertThat(receipt).isCompleted();
        assertThat(publisher.buffered()).isZero();
    }

    @Test
    void failsWhatCannotBePublishedBeforeItEnds() throws Exception {
        start();
        stream.otherwise(FakeRecordStream.hang());
        CompletableFuture<Void> receipt = append(0, 10);

        publisher.close(Duration.ofMillis(100));

        assertThat(receipt)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("the service has shut down");
    }

    @Test
    void takesNothingAfterItsEnd() throws Exception {
        start();
        publisher.close(Duration.ofSeconds(5));

        assertThat(publisher.problem()).isEqualTo("the service is shutting down");
        assertThatThrownBy(() -> append(0, 1))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.reason()).isEqualTo(PublishException.Reason.CLOSED));
    }

    @Test
    void takesNothingBeforeTheShardsAreKnown() {
        assertThatThrownBy(() -> append(0, 1))
                .isInstanceOf(PublishException.class)
                .hasMessage("nothing can be published: the open shards are not known yet");
    }

    @Test
    void aFaultOfItsOwnEndsItAndFailsEverything() throws Exception {
        start();
        stream.otherwise((records, ignored) -> {
            throw new IllegalStateException("scripted bug");
        });
        CompletableFuture<Void> receipt = append(0, 10);

        await().dontCatchUncaughtExceptions()
                .untilAsserted(() -> assertThat(receipt).isCompletedExceptionally());
        assertThat(publisher.fault()).hasMessage("scripted bug");
        assertThat(publisher.problem()).contains("scripted bug");
    }

    private void start() {
        publisher.start();
        await().until(() -> publisher.problem() == null);
    }

    private void appendAll(int thread) {
        try {
            append(thread, 50_000).join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<Void> append(int thread, int count) throws InterruptedException {
        Receipt receipt = new Receipt();
        EventBlock block = new EventBlock();
        for (int i = 0; i < count; i++) {
            String symbol = "T" + thread + "S" + i % 97;
            block.add(Buckets.of(symbol), symbol, "V", i, i, 1, 1, Side.BUY, 0, i, "", "");
            if (block.isFull()) {
                assertThat(publisher.append(block, live, receipt, Duration.ofSeconds(20)))
                        .isTrue();
            }
        }
        assertThat(publisher.append(block, live, receipt, Duration.ofSeconds(20)))
                .isTrue();
        return receipt.finish().toCompletableFuture();
    }
}
