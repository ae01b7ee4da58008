package io.tapeline.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is turned. Thread safe. */
public final class ManualClock implements NanoClock {
    /** What the wall clock shows at first: 2026-01-01T00:00:00Z. */
    public static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

    private final AtomicLong elapsed = new AtomicLong();

    @Override
    public long wallNanos() {
        return START + elapsed.get();
    }

    @Override
    public long nanoTime() {
        return elapsed.get();
    }

    public void advance(Duration time) {
        elapsed.addAndGet(time.toNanos());
    }

    public void advanceNanos(long nanos) {
        elapsed.addAndGet(nanos);
    }
}
