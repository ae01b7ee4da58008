package io.tapeline.ingest.publish;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The end of a range that the publisher's loop sees: the one batch that is on its way, and how that goes. One batch of a
 * range at a time, so that order holds through every retry. Not thread safe: the loop's alone.
 */
class Lane {
    private final BatchSource source;
    private final Pace pace = new Pace();
    private final Trouble trouble = new Trouble();

    private @Nullable SealedBatch inHand;
    private boolean inFlight;
    private int failures;
    private long notBefore = Long.MIN_VALUE;
    private long sentAt;
    private long failingSince;
    private long lastStored;

    Lane(BatchSource source, long now) {
        this.source = source;
        this.lastStored = now;
    }

    final BucketRange range() {
        return source.range();
    }

    final Trouble trouble() {
        return trouble;
    }

    final long paceNanos() {
        return pace.gapNanos();
    }

    final boolean isInFlight() {
        return inFlight;
    }

    /** Whether it could send now if it had a batch. */
    final boolean isFree(long now) {
        return !inFlight && inHand == null && notBefore <= now;
    }

    /** When the last record was stored, or the lane was made. */
    final long lastStored() {
        return lastStored;
    }

    /** The batch that is being published; there must be one. */
    final SealedBatch inHand() {
        return requireNonNull(inHand, "nothing in hand");
    }

    /** When the batch that is being published was opened; {@code otherwise} if there is none. */
    final long openedAt(long otherwise) {
        return inHand == null ? otherwise : inHand.openedAt();
    }

    final int failures() {
        return failures;
    }

    /** Takes up a batch to send, the one that failed before all others; null if there is none or it is too early. */
    final @Nullable SealedBatch next(long now, long age) {
        if (inFlight || notBefore > now) {
            return null;
        }
        if (inHand == null) {
            inHand = source.take(now, age);
        }
        return inHand;
    }

    /** When {@link #next} has something; {@link Long#MAX_VALUE} for never, as far as is known. */
    final long dueAt(long now, long age) {
        if (inFlight) {
            return Long.MAX_VALUE;
        }
        long due = inHand != null ? now : source.dueAt(now, age);
        return Math.max(due, notBefore);
    }

    /** Whether nothing is open, closed or on its way. */
    final boolean isEmpty() {
        return !inFlight && inHand == null && source.isEmpty();
    }

    final void sent(long now) {
        inFlight = true;
        sentAt = now;
    }

    final SealedBatch stored(long now) {
        SealedBatch batch = finish();
        failures = 0;
        pace.stored(now);
        notBefore = sentAt + pace.gapNanos();
        lastStored = now;
        return batch;
    }

    /** Counts a failure that is not throttling; answers how long the batch has been failing, nanoseconds. */
    final long failed(long now) {
        inFlight = false;
        if (failures++ == 0) {
            failingSince = now;
        }
        return now - failingSince;
    }

    /** Counts a refusal for want of room, from which no patience runs out. */
    final void throttled(long now) {
        inFlight = false;
        failures++;
        failingSince = now;
        pace.throttled(now);
    }

    /** After a failure: waits for so long, or as long as the pace is worth. */
    final void waitFor(long nanos, long now) {
        notBefore = now + Math.max(nanos, pace.retryNanos());
    }

    final SealedBatch giveUp() {
        failures = 0;
        return finish();
    }

    private SealedBatch finish() {
        SealedBatch batch = inHand();
        inHand = null;
        inFlight = false;
        return batch;
    }

    /** Whatever is left, in order, when nothing will be sent any more; null when all is taken. */
    final @Nullable SealedBatch abandon(long now) {
        inFlight = false;
        return inHand == null ? source.abandon(now) : finish();
    }
}
