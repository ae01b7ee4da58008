package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.ingest.feed.ManualClock;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.publish.OpenShard;
import io.tapeline.ingest.publish.OutgoingRecord;
import io.tapeline.ingest.publish.PublishListener;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.PublisherSettings;
import io.tapeline.ingest.publish.PutOutcome;
import io.tapeline.ingest.publish.RecordStream;
import io.tapeline.ingest.publish.RecordStreamException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PublisherHealthTest {
    private static final OpenShard WHOLE = new OpenShard(
            "shard-0", BigInteger.ZERO, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));

    /** Answers what it is told to. */
    private static final class Scripted implements RecordStream {
        private volatile CompletionStage<List<OpenShard>> shards = new CompletableFuture<>();

        @Override
        public CompletionStage<List<OpenShard>> openShards() {
            return shards;
        }

        @Override
        public CompletionStage<List<PutOutcome>> put(List<OutgoingRecord> records) {
            return CompletableFuture.completedFuture(List.of(new PutOutcome.Stored("shard-0", "1")));
        }

        @Override
        public String description() {
            return "the scripted stream";
        }

        @Override
        public void close() {}
    }

    private final Scripted scripted = new Scripted();
    private final ManualClock clock = new ManualClock();
    private final StreamWatch watch = new StreamWatch(scripted, clock);
    private final Publisher publisher = new Publisher(
            watch,
            PublisherSettings.DEFAULT,
            NanoClock.SYSTEM,
            () -> Replays.NO_CLOCK,
            new Silent(),
            new Random(3),
            "test-producer");
    private final PublisherHealth health = new PublisherHealth(publisher, watch);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void isNotStartedBeforeTheShardsAreKnown() {
        publisher.start();

        HealthCheckResponse started = health.streamWasOpen().call();

        assertThat(started.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(data(started))
                .containsEntry("problem", "the open shards are not known yet")
                .containsEntry("stream", "the scripted stream")
                .containsEntry("last_look_up", "never")
                .containsEntry("last_stored", "never")
                .doesNotContainKey("shards");
        assertThat(health.streamIsOpen().call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(health.publisherRuns().call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void isStartedForGoodOnceTheShardsWereKnown() throws InterruptedException {
        scripted.shards = CompletableFuture.completedFuture(List.of(WHOLE));
        publisher.start();
        await().until(publisher::hasLayout);

        HealthCheckResponse ready = health.streamIsOpen().call();
        assertThat(ready.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        assertThat(data(ready))
                .containsEntry("shards", 1L)
                .containsEntry("last_look_up", instant(clock.wallNanos()))
                .containsEntry("buffered_events", 0L)
                .containsKey("oldest_unacknowledged_ms")
                .doesNotContainKey("problem");

        publisher.close(Duration.ofSeconds(5));
        assertThat(health.streamIsOpen().call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(health.streamWasOpen().call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void remembersWhenTheStreamLastStoredAndNotWhenItFailed() {
        watch.put(List.of());
        String stored = instant(clock.wallNanos());
        clock.advanceNanos(5_000_000_000L);
        scripted.shards = CompletableFuture.failedFuture(
                new RecordStreamException(RecordStreamException.Kind.TRANSIENT, "scripted"));
        watch.openShards();

        assertThat(data(health.streamIsOpen().call()))
                .containsEntry("last_stored", stored)
                .containsEntry("last_look_up", "never");
    }

    private static Map<String, Object> data(HealthCheckResponse response) {
        return response.getData().orElseThrow();
    }

    private static String instant(long nanos) {
        return Instant.EPOCH.plusNanos(nanos).toString();
    }

    private static final class Silent implements PublishListener {
        @Override
        public void stored(int events, int bytes, long waitedNanos) {}

        @Override
        public void retried(int records) {}

        @Override
        public void throttled(int records) {}

        @Override
        public void failed(int events) {}

        @Override
        public void layoutChanged(int ranges) {}
    }
}
