package io.tapeline.ingest.publish;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The end of a range that the publisher's loop sees: the one batch that is on its way, and how that goes. One batch of a
 * range at a time, so that order holds through every retry. Not thread safe: the loop's alone, but for {@link #open()}.
 */
final class Lane {
    private final OpenBatch open;

    private @Nullable SealedBatch inHand;
    private boolean inFlight;
    private int failures;
    private long notBefore = Long.MIN_VALUE;
    private long failingSince;
    private long lastSent;

    Lane(OpenBatch open, long now) {
        this.open = open;
        this.lastSent = now;
    }

    OpenBatch open() {
        return open;
    }

    boolean isInFlight() {
        return inFlight;
    }

    long lastSent() {
        return lastSent;
    }

    /** The batch that is being published; there must be one. */
    SealedBatch inHand() {
        return requireNonNull(inHand, "nothing in hand");
    }

    /** When the oldest batch that is not acknowledged was opened; {@code now} if there is none. */
    long oldest(long now) {
        return inHand == null ? open.oldest(now) : inHand.openedAt();
    }

    int failures() {
        return failures;
    }

    /** Takes up a batch to send, the one that failed before all others; null if there is none or it is too early. */
    @Nullable
    SealedBatch next(long now, long age) {
        if (inFlight || notBefore > now) {
            return null;
        }
        if (inHand == null) {
            inHand = open.take(now, age);
        }
        return inHand;
    }

    /** When {@link #next} has something; {@link Long#MAX_VALUE} for never, as far as is known. */
    long dueAt(long now, long age) {
        if (inFlight) {
            return Long.MAX_VALUE;
        }
        long due = inHand != null ? now : open.dueAt(now, age);
        return Math.max(due, notBefore);
    }

    /** Whether nothing is open, closed or on its way. */
    boolean isEmpty(long now) {
        return !inFlight && inHand == null && open.dueAt(now, 0) == Long.MAX_VALUE;
    }

    void sent() {
        inFlight = true;
    }

    SealedBatch stored(long now) {
        SealedBatch batch = finish();
        failures = 0;
        notBefore = Long.MIN_VALUE;
        lastSent = now;
        return batch;
    }

    /** Counts a failure that is not throttling; answers how long the batch has been failing, nanoseconds. */
    long failed(long now) {
        inFlight = false;
        if (failures++ == 0) {
            failingSince = now;
        }
        return now - failingSince;
    }

    /** Counts a refusal for want of room, from which no patience runs out. */
    void throttled(long now) {
        inFlight = false;
        failures++;
        failingSince = now;
    }

    void waitUntil(long time) {
        notBefore = time;
    }

    SealedBatch giveUp() {
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
    @Nullable
    SealedBatch abandon(long now) {
        inFlight = false;
        if (inHand != null) {
            return finish();
        }
        return open.take(now, 0);
    }
}
