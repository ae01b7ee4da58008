package io.tapeline.ingest.connect;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: anything up to a bound that doubles with each failure in a row. */
final class Jitter {
    private final long min;
    private final long max;
    private final RandomGenerator random;

    Jitter(Duration min, Duration max, RandomGenerator random) {
        this.min = min.toNanos();
        this.max = max.toNanos();
        this.random = random;
    }

    /** The wait after so many failures in a row, at least 1, nanoseconds. */
    long nanos(int failures) {
        long bound = min;
        for (int i = 1; i < failures && bound < max; i++) {
            bound *= 2;
        }
        return random.nextLong(Math.min(bound, max) + 1);
    }
}
