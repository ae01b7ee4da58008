package io.tapeline.ingest.publish;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.ManualClock;
import io.tapeline.ingest.feed.ReplayFeed;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.spool.DiskSpool;
import io.tapeline.model.Buckets;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.DecodedBatch;
import io.tapeline.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A publisher without a thread: the test turns its clock and its loop. */
final class Harness {
    final ManualClock clock = new ManualClock();
    final FakeRecordStream stream;
    final Replays replays = new Replays(8, Duration.ofHours(1), clock);
    final LiveFeed live = new LiveFeed(clock);
    final Counts counts = new Counts();
    final Publisher publisher;

    private final EventBlock block = new EventBlock();
    private long nextId;

    Harness(int shards) {
        this(shards, PublisherSettings.DEFAULT);
    }

    Harness(int shards, PublisherSettings settings) {
        this(new FakeRecordStream(shards), settings, "test-producer", null);
    }

    /** One of several lives of a process: the stream outlasts it, and so does the spool's directory. */
    Harness(FakeRecordStream stream, PublisherSettings settings, String producer, @Nullable DiskSpool spool) {
        this.stream = stream;
        this.publisher = new Publisher(stream, settings, clock, replays::clock, counts, new Random(7), producer, spool);
    }

    /** The usual settings, but for the number of events at which a batch closes. */
    static PublisherSettings withBatchEvents(int events) {
        PublisherSettings defaults = PublisherSettings.DEFAULT;
        return new PublisherSettings(
                defaults.linger(),
                defaults.batchBytes(),
                events,
                defaults.bufferEvents(),
                defaults.compression(),
                defaults.rangesPerShard(),
                defaults.layoutRefresh(),
                defaults.heartbeat(),
                defaults.attemptTimeout(),
                defaults.deliveryTimeout(),
                defaults.backoffMin(),
                defaults.backoffMax());
    }

    static final class Counts implements PublishListener {
        int storedEvents;
        int storedRecords;
        int retried;
        int throttled;
        int failedEvents;
        int layouts;
        Consumer<PutCall> onSent = call -> {};
        CompletionStage<List<PutOutcome>> lastAnswer = CompletableFuture.completedFuture(List.of());
        int recoveredEvents;
        final List<PublishEvent> events = new ArrayList<>();

        @Override
        public void stored(int events, int bytes, long waitedNanos) {
            storedEvents += events;
            storedRecords++;
        }

        @Override
        public void retried(int records) {
            retried += records;
        }

        @Override
        public void throttled(int records) {
            throttled += records;
        }

        @Override
        public void failed(int events) {
            failedEvents += events;
        }

        @Override
        public void sent(PutCall call, CompletionStage<List<PutOutcome>> answer) {
            onSent.accept(call);
            lastAnswer = answer;
        }

        @Override
        public void layoutChanged(int ranges) {
            layouts++;
        }

        @Override
        public void recovered(int events, int bytes) {
            recoveredEvents += events;
        }

        @Override
        public void happened(PublishEvent event) {
            events.add(event);
        }
    }

    /** A symbol of this bucket, the same each time. */
    static String symbolIn(int bucket) {
        for (int i = 0; ; i++) {
            String symbol = "S" + i;
            if (Buckets.of(symbol) == bucket) {
                return symbol;
            }
        }
    }

    /** Appends one trade for each symbol, in one block; ids count up over the whole test. */
    CompletableFuture<Void> post(Feed feed, long tsEvent, String... symbols) {
        Receipt receipt = new Receipt();
        for (String symbol : symbols) {
            add(symbol, tsEvent);
        }
        flush(feed, receipt);
        return receipt.finish().toCompletableFuture();
    }

    CompletableFuture<Void> post(String... symbols) {
        return post(live, clock.wallNanos(), symbols);
    }

    /** As {@link #post}, where the acknowledgement is not what is tested. */
    void append(String... symbols) {
        append(live, clock.wallNanos(), symbols);
    }

    /** As {@link #post}, where the acknowledgement is not what is tested. */
    void append(Feed feed, long tsEvent, String... symbols) {
        for (String symbol : symbols) {
            add(symbol, tsEvent);
        }
        flush(feed, new Receipt());
    }

    void add(String symbol, long tsEvent) {
        add(symbol, tsEvent, nextId++, "");
    }

    /** A trade whose id is a text: for batches of many bytes. */
    void add(String symbol, long tsEvent, String textId) {
        add(symbol, tsEvent, -1, textId);
    }

    private void add(String symbol, long tsEvent, long numericId, String textId) {
        block.add(
                Buckets.of(symbol),
                symbol,
                "V",
                tsEvent,
                tsEvent,
                1_000_000_000L,
                100_000_000L,
                Side.NONE,
                0,
                numericId,
                textId,
                "");
    }

    boolean flush(Feed feed, Receipt receipt) {
        try {
            return publisher.append(block, feed, receipt, Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    ReplayFeed replay(String id) {
        return replays.enter(id).orElseThrow();
    }

    /** Turns the loop until nothing more is due. */
    long turn() {
        long wait = 0;
        for (int i = 0; wait == 0; i++) {
            if (i > 10_000) {
                throw new AssertionError("the loop does not come to rest");
            }
            wait = publisher.turn();
        }
        return wait;
    }

    /** Lets time pass, turning the loop whenever it says something is due. */
    void pass(Duration time) {
        long left = time.toNanos();
        while (true) {
            long wait = turn();
            if (wait > left) {
                clock.advanceNanos(left);
                turn();
                return;
            }
            clock.advanceNanos(wait);
            left -= wait;
        }
    }

    static DecodedBatch decode(byte[] record) {
        try {
            return new BatchDecoder().decode(record);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    /** Every batch stored, in order. */
    List<DecodedBatch> batches() {
        return stream.inOrder().stream().map(Harness::decode).toList();
    }

    /** The batches that hold trades. */
    List<DecodedBatch> full() {
        return batches().stream().filter(batch -> batch.eventCount() > 0).toList();
    }

    /** The trade ids of each symbol in the order in which the stream has them, batches published twice taken once. */
    Map<String, List<Long>> idsBySymbol() {
        Map<String, List<Long>> ids = new TreeMap<>();
        Set<Long> seen = new HashSet<>();
        for (DecodedBatch batch : batches()) {
            if (seen.add(batch.header().batchId())) {
                for (Slice slice : batch.slices()) {
                    for (int row = 0; row < slice.trades().count(); row++) {
                        String symbol = slice.trades().symbols()[slice.trades().symbolIndex(row)];
                        ids.computeIfAbsent(symbol, unused -> new ArrayList<>())
                                .add(Long.parseLong(slice.trades().tradeId(row)));
                    }
                }
            }
        }
        return ids;
    }
}
