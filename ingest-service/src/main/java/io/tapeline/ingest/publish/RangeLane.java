package io.tapeline.ingest.publish;

import org.jspecify.annotations.Nullable;

/** The lane of a range that posts append to. */
final class RangeLane extends Lane {
    private final OpenBatch open;
    private final @Nullable SpoolQueue queue;

    RangeLane(OpenBatch open, @Nullable SpoolQueue queue, long now) {
        super(queue == null ? open : queue, now);
        this.open = open;
        this.queue = queue;
    }

    /** The end that the posts see; thread safe. */
    OpenBatch open() {
        return open;
    }

    /** When the oldest batch that is not acknowledged was opened; {@code now} if there is none. */
    long oldest(long now) {
        return openedAt(queue == null ? open.oldest(now) : queue.oldest(now));
    }

    /** The batches on their way through the spool; null if there is none. */
    @Nullable
    SpoolQueue queue() {
        return queue;
    }
}
