package io.tapeline.ingest.trust;

/**
 * How much a key may be used. Zero stands for no limit.
 *
 * @param eventsPerSecond events a second in the long run
 * @param eventsBurst events at once after a pause
 * @param requestsPerSecond requests a second in the long run
 * @param requestsBurst requests at once after a pause
 */
record RateLimit(long eventsPerSecond, long eventsBurst, long requestsPerSecond, long requestsBurst) {
    /** No limits. */
    static final RateLimit NONE = new RateLimit(0, 0, 0, 0);

    /** Beyond this a limit is none: no key gets there. */
    static final long MAX = 100_000_000;

    RateLimit {
        check("events_per_second", eventsPerSecond);
        check("events_burst", eventsBurst);
        check("requests_per_second", requestsPerSecond);
        check("requests_burst", requestsBurst);
    }

    private static void check(String name, long value) {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException(name + " is not between 0 and " + MAX + ": " + value);
        }
    }
}
