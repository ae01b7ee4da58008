package io.tapeline.local.replay;

import java.time.Duration;

/**
 * How far a replay is.
 *
 * @param answered trades that the service has answered for, accepted or not
 * @param accepted of those, the accepted ones
 * @param fraction of the input, from 0 to 1; below 0 when its size is not known
 * @param elapsed since the start, or since the replay was resumed
 * @param run what has been done since then
 * @param retries posts that were sent again
 */
public record ReplayProgress(
        long answered, long accepted, double fraction, Duration elapsed, RunFigures run, long retries) {
    /** Trades a second since the start. */
    public double rate() {
        return run.rate(elapsed);
    }

    /** Trades that the service has refused. */
    public long rejected() {
        return answered - accepted;
    }
}
