package io.tapeline.ingest.publish;

/**
 * How fast a range sends to a shard that has throttled it: the least time between one record and the next. What comes in
 * meanwhile makes the next batch larger, so fewer records carry the same events. Grows when a record is throttled, shrinks
 * with each one that is stored, the faster the more of them there were in a row, until it is nothing again.
 *
 * <p>{@code docs/benchmarks.md} has what that gains.
 */
final class Pace {
    /** Below this there is no pace worth keeping. */
    private static final long LEAST_NANOS = 5_000_000L;
    /** One more refusal is the price of trying to be faster; so many in a row say that the pace is far off. */
    private static final int FAR_OFF = 3;

    private static final int STEP = 128;
    private static final int MOST_STEPS = 16;

    private final long maxNanos;
    private long gap;
    private int refusals;
    private int successes;

    Pace(long maxNanos) {
        this.maxNanos = maxNanos;
    }

    /** The least time from one record to the next, nanoseconds; 0 for none. */
    long gapNanos() {
        return gap;
    }

    void throttled() {
        successes = 0;
        refusals++;
        long grown = refusals < FAR_OFF ? gap + gap / 4 : gap * 2;
        gap = Math.min(Math.max(grown, LEAST_NANOS * 2), maxNanos);
    }

    void stored() {
        refusals = 0;
        if (gap > 0) {
            successes = Math.min(successes + 1, MOST_STEPS);
            gap -= gap / STEP * successes;
            if (gap < LEAST_NANOS) {
                gap = 0;
            }
        }
    }
}
