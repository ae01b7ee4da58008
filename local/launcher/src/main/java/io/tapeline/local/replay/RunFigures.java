package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one run of a replay has done; a replay that was resumed had others before.
 *
 * @param answered trades
 * @param fraction how much of the input there was to do, from 0 to 1; 1 unless it was resumed
 * @param bytes of the posts that were answered
 * @param latency from the first time a post was sent to its answer, retries between them included
 */
public record RunFigures(long answered, double fraction, long bytes, Latency latency) {
    /** Nothing yet, of everything. */
    public static final RunFigures NONE = new RunFigures(0, 1, 0, Latency.NONE);

    public RunFigures {
        requireNonNull(latency, "latency is null");
    }

    /** Trades a second. */
    public double rate(Duration took) {
        return answered / seconds(took);
    }

    /** Bytes a second. */
    public double byteRate(Duration took) {
        return bytes / seconds(took);
    }

    private static double seconds(Duration took) {
        return Math.max(1e-3, took.toNanos() / 1e9);
    }
}
