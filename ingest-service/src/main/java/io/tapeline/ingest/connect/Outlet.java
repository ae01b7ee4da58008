package io.tapeline.ingest.connect;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.ParsedEvent;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.RejectMessages;
import io.tapeline.ingest.post.Admission;
import io.tapeline.ingest.post.EventBlocks;
import io.tapeline.ingest.publish.EventBlock;
import io.tapeline.ingest.publish.PublishException;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.Receipt;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Hands a feed's events to the publisher in blocks, and waits for room as long as it takes: that is the back-pressure which
 * reaches the feed's source. A thread that is interrupted waits no longer; what is held is then for {@link #handOff}. Not
 * thread safe. State bound: one block.
 */
final class Outlet implements EventSink {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);
    private static final long NOT_READY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Publisher publisher;
    private final Feed feed;
    private final Admission admission;
    private final FeedStatus status;
    private final EventBlock block = new EventBlock();

    Outlet(Publisher publisher, Feed feed, Admission admission, FeedStatus status) {
        this.publisher = publisher;
        this.feed = feed;
        this.admission = admission;
        this.status = status;
    }

    @Override
    public boolean accept(long index, ParsedEvent event) {
        RejectCode refusal = admission.refusal(event.symbol(), event.venue());
        if (refusal != null) {
            reject(index, refusal, () -> RejectMessages.refused(refusal, event.symbol(), event.venue()));
            return true;
        }
        EventBlocks.add(block, event);
        return !block.isFull() || flush();
    }

    @Override
    public void reject(long index, RejectCode code, Supplier<String> message) {
        status.rejected(code, message.get());
    }

    @Override
    public void pause() {
        flush();
    }

    /** Hands on what is held; false if the thread was interrupted before there was room. */
    boolean flush() {
        int events = block.count();
        if (events == 0) {
            return true;
        }
        long newest = block.maxTsEvent();
        Receipt receipt = new Receipt();
        try {
            while (!append(receipt, PATIENCE)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        finish(receipt, events, newest);
        return true;
    }

    /** The last chance for what is held, when the feed ends: it waits for room, but not for ever. */
    void handOff() {
        int events = block.count();
        if (events == 0) {
            return;
        }
        long newest = block.maxTsEvent();
        Receipt receipt = new Receipt();
        boolean interrupted = Thread.interrupted();
        try {
            if (append(receipt, LAST_PATIENCE)) {
                finish(receipt, events, newest);
            } else {
                status.unpublished(events, "the service ended before there was room");
            }
        } catch (InterruptedException e) {
            interrupted = true;
            status.unpublished(events, "the service ended");
        }
        block.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish(Receipt receipt, int events, long newest) {
        status.published(events, newest);
        receipt.finish().whenComplete((stored, failure) -> {
            if (failure != null) {
                status.unpublished(events, String.valueOf(failure.getMessage()));
            }
        });
    }

    private boolean append(Receipt receipt, Duration patience) throws InterruptedException {
        try {
            return publisher.append(block, feed, receipt, patience);
        } catch (PublishException e) {
            // Before the stream's shards are known, and when the service ends, which interrupts this thread.
            LockSupport.parkNanos(this, NOT_READY_NANOS);
            return false;
        }
    }
}
