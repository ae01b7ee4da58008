package io.tapeline.local.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clocks of a replay, and its way to wait, so that tests can turn them. Thread-safe. */
public interface ReplayClock {
    /** A clock that only goes forward, nanoseconds from some start; for intervals. */
    long nanoTime();

    /** The wall clock. */
    Instant now();

    /**
     * Waits.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's clocks. */
    ReplayClock SYSTEM = new ReplayClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
    };
}
