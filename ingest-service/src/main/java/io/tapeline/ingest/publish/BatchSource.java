package io.tapeline.ingest.publish;

import org.jspecify.annotations.Nullable;

/** Where the batches of a lane come from, in order. */
interface BatchSource {
    /** The buckets they are of. */
    BucketRange range();

    /** The next batch to send, one that is still open only if it is older than {@code age}; null if there is none. */
    @Nullable
    SealedBatch take(long now, long age);

    /** When {@link #take} has a batch; {@link Long#MAX_VALUE} for never, as far as is known. */
    long dueAt(long now, long age);

    /** Whether there is nothing, open or closed. */
    boolean isEmpty();

    /** Whatever is left, in order, when nothing will be sent any more; null when no one waits for what is left. */
    @Nullable
    SealedBatch abandon(long now);
}
