package io.tapeline.stream.source;

import java.util.concurrent.locks.LockSupport;

/** A monotone clock that can be waited on. */
interface NanoClock {
    /** The machine's clock. */
    NanoClock SYSTEM = new NanoClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void awaitNanos(long nanos) {
            if (nanos > 0) {
                LockSupport.parkNanos(nanos);
            }
        }
    };

    /** Nanoseconds since some fixed moment. */
    long nanos();

    /** Waits this long, or less when interrupted; not at all below one. */
    void awaitNanos(long nanos);
}
