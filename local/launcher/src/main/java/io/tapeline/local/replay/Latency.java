package io.tapeline.local.replay;

import java.time.Duration;

/**
 * How long acknowledgements took.
 *
 * @param count how many there were; with none, the rest is zero
 * @param p50 half took no longer
 * @param p95 of twenty, nineteen took no longer
 * @param p99 of a hundred, ninety-nine took no longer
 * @param max the longest
 */
public record Latency(long count, Duration p50, Duration p95, Duration p99, Duration max) {
    /** Of none. */
    public static final Latency NONE = new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
