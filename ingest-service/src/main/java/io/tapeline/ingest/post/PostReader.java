package io.tapeline.ingest.post;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.parse.ParsedTrade;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.Stop;
import io.tapeline.ingest.parse.TradeReader;
import io.tapeline.ingest.parse.TradeSink;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.Receipt;
import io.tapeline.ingest.publish.TradeBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one post at a time: valid trades go to the publisher in blocks, the others into the list of rejections. Reusable;
 * not thread safe. State bound: a block, the reader's buffers, and the rejections listed.
 */
final class PostReader implements TradeSink {
    private static final RejectCode[] CODES = RejectCode.values();

    private final Publisher publisher;
    private final PostLimits limits;
    private final TradeReader reader;
    private final TradeBlock block = new TradeBlock();
    private final long[] rejectedByCode = new long[CODES.length];

    private Feed feed;
    private Receipt receipt = new Receipt();
    private List<Rejection> rejected = new ArrayList<>();
    private long rejectedCount;
    private long accepted;
    private long blockStart;
    private long noRoomAt;

    PostReader(Publisher publisher, PostLimits limits, TradeReader reader, Feed idle) {
        this.publisher = publisher;
        this.limits = limits;
        this.reader = reader;
        this.feed = idle;
    }

    /** Reads a body to its end, or to where it cannot be read further. */
    PostOutcome.Read read(InputStream body, boolean lines, Feed from) throws IOException {
        feed = from;
        receipt = new Receipt();
        rejected = new ArrayList<>();
        rejectedCount = 0;
        accepted = 0;
        noRoomAt = -1;
        block.clear();
        Arrays.fill(rejectedByCode, 0);
        @Nullable Stop stop = reader.read(body, lines, this);
        flush();
        return new PostOutcome.Read(
                accepted,
                rejectedCount,
                List.copyOf(rejected),
                stop,
                noRoomAt,
                receipt.finish()
                        .toCompletableFuture()
                        .copy()
                        .orTimeout(limits.ackTimeout().toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Tells the listener what the post held. */
    void report(PostListener listener) {
        listener.accepted(accepted);
        for (int i = 0; i < CODES.length; i++) {
            if (rejectedByCode[i] > 0) {
                listener.rejected(CODES[i], rejectedByCode[i]);
            }
        }
    }

    @Override
    public boolean accept(long index, ParsedTrade trade) {
        if (noRoomAt >= 0) {
            return false;
        }
        if (block.count() == 0) {
            blockStart = index;
        }
        block.add(
                trade.bucket(),
                trade.symbol(),
                trade.venue(),
                trade.tsEvent(),
                trade.tsRecv(),
                trade.price(),
                trade.size(),
                trade.side(),
                trade.sequence(),
                trade.tradeId(),
                trade.conditions());
        return !block.isFull() || flush();
    }

    @Override
    public void reject(long index, RejectCode code, Supplier<String> message) {
        rejectedCount++;
        rejectedByCode[code.ordinal()]++;
        if (rejected.size() < limits.maxListed()) {
            rejected.add(new Rejection(index, code, message.get()));
        }
    }

    @Override
    public void pause() {
        flush();
    }

    private boolean flush() {
        int events = block.count();
        if (events == 0) {
            return true;
        }
        try {
            if (publisher.append(block, feed, receipt, limits.bufferPatience())) {
                accepted += events;
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting for room"));
        }
        noRoomAt = blockStart;
        block.clear();
        return false;
    }
}
