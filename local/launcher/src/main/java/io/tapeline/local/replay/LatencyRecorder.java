package io.tapeline.local.replay;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * Collects how long acknowledgements took, exact to three digits. Of fixed memory, below 300 kB: times beyond a day
 * count as a day. For one thread.
 */
final class LatencyRecorder {
    private static final long LONGEST = Duration.ofDays(1).toNanos() / 1_000;

    /** Microseconds. */
    private final Histogram micros = new Histogram(1, LONGEST, 3);

    void record(Duration took) {
        micros.recordValue(Math.max(0, Math.min(LONGEST, took.toNanos() / 1_000)));
    }

    Latency summary() {
        return micros.getTotalCount() == 0
                ? Latency.NONE
                : new Latency(
                        micros.getTotalCount(),
                        percentile(50),
                        percentile(95),
                        percentile(99),
                        Duration.ofNanos(micros.getMaxValue() * 1_000));
    }

    private Duration percentile(double percent) {
        return Duration.ofNanos(micros.getValueAtPercentile(percent) * 1_000);
    }
}
