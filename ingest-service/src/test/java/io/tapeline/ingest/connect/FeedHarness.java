package io.tapeline.ingest.connect;

import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.post.Admission;
import io.tapeline.ingest.post.PostListener;
import io.tapeline.ingest.publish.FakeRecordStream;
import io.tapeline.ingest.publish.PublishListener;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.PublisherSettings;
import io.tapeline.model.Slice;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.DecodedBatch;
import io.tapeline.wire.WireException;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/** One feed, a publisher with its thread, and a stream in memory. */
final class FeedHarness implements AutoCloseable {
    /** Of all tests: it ends with the process. */
    private static final Vertx VERTX = Vertx.vertx();

    final FakeRecordStream stream = new FakeRecordStream(2);
    final Replays replays = new Replays(4, Duration.ofHours(1), NanoClock.SYSTEM);
    final Publisher publisher;
    final Feeds feeds;

    FeedHarness(FeedSettings settings) {
        this(settings, Admission.ALL);
    }

    FeedHarness(FeedSettings settings, Admission admission) {
        PublisherSettings usual = PublisherSettings.DEFAULT;
        publisher = new Publisher(
                stream,
                new PublisherSettings(
                        Duration.ofMillis(2),
                        usual.batchBytes(),
                        usual.batchEvents(),
                        2048,
                        usual.compression(),
                        usual.rangesPerShard(),
                        usual.layoutRefresh(),
                        usual.heartbeat(),
                        usual.attemptTimeout(),
                        usual.deliveryTimeout(),
                        usual.backoffMin(),
                        Duration.ofMillis(50)),
                NanoClock.SYSTEM,
                replays::clock,
                new Nobody(),
                new Random(7),
                "test");
        feeds = new Feeds(
                List.of(settings),
                publisher,
                new LiveFeed(NanoClock.SYSTEM),
                replays,
                admission,
                EventRules.DEFAULT,
                NanoClock.SYSTEM,
                new Nobody(),
                new Random(7),
                VERTX);
        publisher.start();
        feeds.start();
    }

    FeedReport report() {
        return feeds.reports().get(0);
    }

    /** Whether the journal has an entry of this kind. */
    boolean noted(String kind) {
        return report().journal().stream().anyMatch(entry -> entry.kind().equals(kind));
    }

    List<DecodedBatch> batches() {
        List<DecodedBatch> batches = new ArrayList<>();
        for (byte[] record : stream.inOrder()) {
            try {
                batches.add(new BatchDecoder().decode(record));
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
        return batches;
    }

    /** The ids of the trades that are stored, each once. */
    SortedSet<Long> ids() {
        SortedSet<Long> ids = new TreeSet<>();
        for (DecodedBatch batch : batches()) {
            for (Slice slice : batch.slices()) {
                for (int row = 0; row < slice.trades().count(); row++) {
                    ids.add(Long.parseLong(slice.trades().tradeId(row)));
                }
            }
        }
        return ids;
    }

    int quotes() {
        return batches().stream().mapToInt(batch -> batch.quotes().size()).sum();
    }

    @Override
    public void close() {
        feeds.close();
        publisher.close();
    }

    private static final class Nobody implements PublishListener, PostListener {
        @Override
        public void accepted(long items) {}

        @Override
        public void rejected(RejectCode code, long items) {}

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
