package io.tapeline.ingest.publish;

/**
 * How fast a range sends to a shard that throttles it: the least time from one record to the next. What comes in meanwhile
 * makes the next batch larger, so fewer records carry the same events. A record that had to wait for room makes the time
 * longer by most of that wait; each one that is stored at once makes it shorter, the more of them there were in a row the
 * faster, until it is nothing again.
 *
 * <p>{@code docs/benchmarks.md} has what that gains.
 */
final class Pace {
    /** Below this there is no pace worth keeping. */
    private static final long LEAST_NANOS = 5_000_000L;
    /** At full batches still half of what a shard takes: whatever a bad minute taught is forgotten soon. */
    private static final long MOST_NANOS = 500_000_000L;

    private static final int STEP = 256;
    private static final int MOST_STEPS = 32;

    private long gap;
    private boolean waiting;
    private long waitingSince;
    private int successes;

    /** The least time from one record to the next, nanoseconds; 0 for none. */
    long gapNanos() {
        return gap;
    }

    /** The least wait before a record that was throttled is tried again: finer steps than this teach nothing. */
    long retryNanos() {
        return gap / 8;
    }

    void throttled(long now) {
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
    }

    void stored(long now) {
        if (waiting) {
            waiting = false;
            successes = 0;
            long longer = gap + (now - waitingSince) * 3 / 4;
            gap = Math.min(Math.max(longer, LEAST_NANOS), MOST_NANOS);
        } else if (gap > 0) {
            successes = Math.min(successes + 1, MOST_STEPS);
            gap -= gap / STEP * successes;
            if (gap < LEAST_NANOS) {
                gap = 0;
            }
        }
    }
}
