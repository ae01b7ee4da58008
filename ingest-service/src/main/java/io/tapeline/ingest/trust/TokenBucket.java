package io.tapeline.ingest.trust;

/**
 * Bounds a rate. It holds so many tokens at most and gets some each second. What is only counted afterwards may be taken
 * beyond what is there; the debt is then waited for, a day at most. Thread safe. State bound: one number.
 */
final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;

    /** Nobody is sent away for longer. */
    private static final long MAX_DEBT_SECONDS = 24 * 60 * 60;

    private final long perSecond;
    private final long fullNanos;

    /** When it will be full: the later, the emptier. All of its state. */
    private long fullAt;

    /**
     * A full bucket.
     *
     * @param perSecond tokens a second, above 0
     * @param burst tokens it holds, above 0
     * @param nanoTime now
     */
    TokenBucket(long perSecond, long burst, long nanoTime) {
        this.perSecond = perSecond;
        this.fullNanos = nanos(burst);
        this.fullAt = nanoTime;
    }

    /** Takes one token if there is one: 0; otherwise how long until there is, in nanoseconds. */
    synchronized long takeOne(long nanoTime) {
        long cost = nanos(1);
        long from = Math.max(fullAt, nanoTime);
        long wait = from + cost - nanoTime - fullNanos;
        if (wait > 0) {
            return wait;
        }
        fullAt = from + cost;
        return 0;
    }

    /** How long until it holds a token, in nanoseconds; 0 if it does. */
    synchronized long untilOne(long nanoTime) {
        return Math.max(0, Math.max(fullAt, nanoTime) + nanos(1) - nanoTime - fullNanos);
    }

    /** Takes tokens, also those that are not there. */
    synchronized void charge(long tokens, long nanoTime) {
        fullAt = Math.min(Math.max(fullAt, nanoTime) + nanos(tokens), nanoTime + MAX_DEBT_SECONDS * SECOND);
    }

    private long nanos(long tokens) {
        // Seconds and rest apart, so that no product overflows.
        long bounded = Math.min(tokens, perSecond * MAX_DEBT_SECONDS);
        return bounded / perSecond * SECOND + bounded % perSecond * SECOND / perSecond;
    }
}
