package io.tapeline.ingest.feed;

import java.time.Instant;

/** The two clocks of the service, so that tests can turn them. Thread safe. */
public interface NanoClock {
    /** The wall clock, nanoseconds since the epoch. */
    long wallNanos();

    /** A clock that only goes forward, nanoseconds from some start; for intervals. */
    long nanoTime();

    /** The machine's clocks. */
    NanoClock SYSTEM = new NanoClock() {
        @Override
        public long wallNanos() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }
    };
}
