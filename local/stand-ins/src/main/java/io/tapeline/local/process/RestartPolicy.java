package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When a service that died is started again: after {@code initialDelay}, twice that, four times that, up to
 * {@code maxDelay}; and never again after {@code maxAttempts} restarts in a row. A service that has been well for
 * {@code stableAfter} starts with a clean slate.
 */
public record RestartPolicy(Duration initialDelay, Duration maxDelay, int maxAttempts, Duration stableAfter) {
    public RestartPolicy {
        requireNonNull(initialDelay, "initialDelay is null");
        requireNonNull(maxDelay, "maxDelay is null");
        requireNonNull(stableAfter, "stableAfter is null");
        if (initialDelay.isNegative() || maxDelay.compareTo(initialDelay) < 0) {
            throw new IllegalArgumentException("delays are not 0 <= initial <= max: " + initialDelay + ", " + maxDelay);
        }
        if (maxAttempts < 0) {
            throw new IllegalArgumentException("maxAttempts is negative: " + maxAttempts);
        }
    }

    /** Half a second doubling to 30 seconds, five attempts, stable after a minute. */
    public static RestartPolicy standard() {
        return new RestartPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), 5, Duration.ofMinutes(1));
    }

    /** No restarts: the first death is final. */
    public static RestartPolicy never() {
        return new RestartPolicy(Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);
    }

    /** The pause before restart number {@code attempt}, counted from 1. */
    public Duration delay(int attempt) {
        Duration delay = initialDelay;
        for (int i = 1; i < attempt && delay.compareTo(maxDelay) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }
}
