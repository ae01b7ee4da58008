package io.tapeline.ingest.connect;

import io.tapeline.ingest.feed.NanoClock;

/** When an event of a replay is due: so many times faster than it happened. Not thread safe. */
final class Pace {
    private final double speed;
    private final NanoClock clock;
    private long firstEvent = Long.MIN_VALUE;
    private long start;

    /** @param speed how many times faster; 0 for as fast as possible */
    Pace(double speed, NanoClock clock) {
        this.speed = speed;
        this.clock = clock;
    }

    /** How long to wait before an event of this time, nanoseconds; 0 or less when it is due. */
    long waitNanos(long tsEvent) {
        if (speed == 0) {
            return 0;
        }
        if (firstEvent == Long.MIN_VALUE) {
            firstEvent = tsEvent;
            start = clock.nanoTime();
        }
        return (long) ((tsEvent - firstEvent) / speed) - (clock.nanoTime() - start);
    }
}
