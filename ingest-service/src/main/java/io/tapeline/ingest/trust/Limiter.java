package io.tapeline.ingest.trust;

import org.jspecify.annotations.Nullable;

/** Keeps one key to its limits. Outlives readings of the keys file as long as these do not change. Thread safe. */
final class Limiter {
    private final RateLimit limit;
    private final @Nullable TokenBucket events;
    private final @Nullable TokenBucket requests;

    Limiter(RateLimit limit, long nanoTime) {
        this.limit = limit;
        this.events = bucket(limit.eventsPerSecond(), limit.eventsBurst(), nanoTime);
        this.requests = bucket(limit.requestsPerSecond(), limit.requestsBurst(), nanoTime);
    }

    private static @Nullable TokenBucket bucket(long perSecond, long burst, long nanoTime) {
        // Without a burst of its own: what a second allows.
        return perSecond == 0 ? null : new TokenBucket(perSecond, burst == 0 ? perSecond : burst, nanoTime);
    }

    RateLimit limit() {
        return limit;
    }

    /** Takes a request: 0; otherwise how long to wait, in nanoseconds. */
    long takeRequest(long nanoTime) {
        long debt = events == null ? 0 : events.untilOne(nanoTime);
        return debt > 0 || requests == null ? debt : requests.takeOne(nanoTime);
    }

    /** Takes the events that a request turned out to hold. */
    void charge(long count, long nanoTime) {
        if (events != null && count > 0) {
            events.charge(count, nanoTime);
        }
    }
}
