package io.tapeline.ingest.publish;

import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: doubling, with jitter, up to a bound. */
final class Backoff {
    private final long minNanos;
    private final long maxNanos;
    private final RandomGenerator random;

    Backoff(long minNanos, long maxNanos, RandomGenerator random) {
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
        this.random = random;
    }

    /** The wait after this many failed attempts in a row, at least 1: between half of the full wait and all of it. */
    long nanos(int failures) {
        long full = minNanos;
        for (int i = 1; i < failures && full < maxNanos; i++) {
            full *= 2;
        }
        full = Math.min(full, maxNanos);
        return full / 2 + random.nextLong(full / 2 + 1);
    }
}
