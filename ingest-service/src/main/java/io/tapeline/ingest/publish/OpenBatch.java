package io.tapeline.ingest.publish;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.model.Buckets;
import io.tapeline.model.MarketEvent;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a range that the posts see: the open batch, and behind it those that are closed and wait for the publisher.
 * Thread safe: each method holds the range's lock. State bound: the publisher's buffer, in events.
 */
final class OpenBatch implements BatchSource {
    private static final long NOTHING = Long.MAX_VALUE;
    /** The estimate of the size is asked for once in so many events. */
    private static final int ESTIMATE_EVERY = 32;

    private final BucketRange range;
    private final String producer;
    private final long epoch;
    private final PublisherSettings settings;
    private final NanoClock clock;
    private final BatchEncoder encoder;
    private final String hashKey;

    private final Deque<SealedBatch> closed = new ArrayDeque<>();
    private final List<Feed> feeds = new ArrayList<>(1);
    private List<Receipt> receipts = new ArrayList<>();
    private long openedAt;
    private long sequence;
    private boolean live;

    OpenBatch(BucketRange range, String producer, long epoch, PublisherSettings settings, NanoClock clock) {
        this.range = range;
        this.producer = producer;
        this.epoch = epoch;
        this.settings = settings;
        this.clock = clock;
        this.encoder = new BatchEncoder(settings.compression());
        this.hashKey = Buckets.firstHashKey(range.first()).toString();
    }

    /**
     * Adds the block's rows {@code order[from..to)}, which are in this range.
     *
     * @return whether there is something new for the publisher to wait for or to do
     */
    synchronized boolean append(EventBlock block, int[] order, int from, int to, Feed feed, Receipt receipt) {
        boolean news = false;
        live |= feed instanceof LiveFeed;
        for (int i = from; i < to; i++) {
            if (encoder.count() == 0) {
                openedAt = clock.nanoTime();
                news = true;
            }
            join(feed, receipt);
            int row = order[i];
            add(block, row);
            if (isFull()) {
                close();
                news = true;
            }
        }
        return news;
    }

    private void add(EventBlock block, int row) {
        MarketEvent record = block.records[row];
        if (record != null) {
            encoder.add(record);
        } else if (block.numericIds[row] >= 0) {
            encoder.addTrade(
                    block.symbols[row],
                    block.venues[row],
                    block.tsEvents[row],
                    block.tsRecvs[row],
                    block.prices[row],
                    block.sizes[row],
                    block.sides[row],
                    block.sequences[row],
                    block.numericIds[row],
                    block.conditions[row]);
        } else {
            encoder.addTrade(
                    block.symbols[row],
                    block.venues[row],
                    block.tsEvents[row],
                    block.tsRecvs[row],
                    block.prices[row],
                    block.sizes[row],
                    block.sides[row],
                    block.sequences[row],
                    block.textIds[row],
                    block.conditions[row]);
        }
    }

    private void join(Feed feed, Receipt receipt) {
        if (receipts.isEmpty() || receipts.get(receipts.size() - 1) != receipt) {
            receipt.retain();
            receipts.add(receipt);
            if (!feeds.contains(feed)) {
                feeds.add(feed);
            }
        }
    }

    private boolean isFull() {
        int count = encoder.count();
        return count >= settings.batchEvents()
                || encoder.isFull()
                || (count % ESTIMATE_EVERY == 0 && encoder.estimatedBytes() >= settings.batchBytes());
    }

    /** Closes the open batch, if it holds anything, with the clock of the feed that is furthest behind. */
    synchronized void close() {
        if (encoder.count() == 0) {
            return;
        }
        long least = Long.MAX_VALUE;
        for (Feed feed : feeds) {
            least = Math.min(least, feed.clock());
        }
        seal(least);
    }

    /** Closes the open batch and lets one follow that only tells the time. */
    synchronized void tell(long time, @Nullable Receipt receipt) {
        close();
        openedAt = clock.nanoTime();
        if (receipt != null) {
            receipt.retain();
            receipts.add(receipt);
        }
        seal(time);
    }

    private void seal(long time) {
        int events = encoder.count();
        BatchHeader header =
                new BatchHeader(producer, epoch, range.first(), range.last(), sequence++, time, clock.wallNanos());
        OutgoingRecord record = new OutgoingRecord(hashKey, encoder.encode(header));
        closed.add(new SealedBatch(record, events, openedAt, receipts));
        receipts = new ArrayList<>();
        feeds.clear();
    }

    /** The next batch to publish, closing the open one if it is older than {@code age}; null if there is none. */
    @Override
    public synchronized @Nullable SealedBatch take(long now, long age) {
        if (closed.isEmpty() && encoder.count() > 0 && now - openedAt >= age) {
            close();
        }
        return closed.poll();
    }

    /** When there is a batch to publish if its age when due is {@code age}; {@link Long#MAX_VALUE} for never. */
    @Override
    public synchronized long dueAt(long now, long age) {
        if (!closed.isEmpty()) {
            return now;
        }
        return encoder.count() == 0 ? NOTHING : openedAt + age;
    }

    /** When the oldest batch here was opened; {@code now} if there is none. */
    synchronized long oldest(long now) {
        SealedBatch first = closed.peek();
        if (first != null) {
            return first.openedAt();
        }
        return encoder.count() == 0 ? now : openedAt;
    }

    /** Whether a live event was ever added. */
    synchronized boolean isLive() {
        return live;
    }

    /** Takes over from a range of an earlier layout. */
    synchronized void setLive() {
        live = true;
    }

    @Override
    public synchronized boolean isEmpty() {
        return closed.isEmpty() && encoder.count() == 0;
    }

    @Override
    public @Nullable SealedBatch abandon(long now) {
        return take(now, 0);
    }

    @Override
    public BucketRange range() {
        return range;
    }
}
