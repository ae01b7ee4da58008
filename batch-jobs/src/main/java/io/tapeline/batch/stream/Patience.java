package io.tapeline.batch.stream;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How time passes while something is awaited. */
public interface Patience {
    /** Begins to wait. */
    Wait wait(Duration most);

    /** A wait that has begun. */
    interface Wait {
        /** Lets some time pass; false, at once, if there is none left. */
        boolean again();
    }

    /** Looks again every {@code pause}, on the machine's clock. An interrupt ends the wait. */
    static Patience every(Duration pause) {
        requireNonNull(pause, "pause is null");
        LongSupplier clock = System::nanoTime;
        return most -> {
            long begun = clock.getAsLong();
            return () -> {
                long left = most.toNanos() - (clock.getAsLong() - begun);
                if (left <= 0) {
                    return false;
                }
                try {
                    Thread.sleep(Math.max(1, Math.min(left, pause.toNanos()) / 1_000_000));
                    return true;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            };
        };
    }
}
