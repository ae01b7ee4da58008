package io.tapeline.local.replay;

import java.time.Duration;

/**
 * How far a replay is.
 *
 * @param answered trades that the service has answered for, accepted or not
 * @param accepted of those, the accepted ones
 * @param fraction of the input, from 0 to 1; below 0 when its size is not known
 * @param elapsed since the start
 */
public record ReplayProgress(long answered, long accepted, double fraction, Duration elapsed) {
    /** Trades a second since the start. */
    public double rate() {
        return answered / Math.max(1e-3, elapsed.toNanos() / 1e9);
    }
}
