package io.tapeline.local.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still unless it is turned; to wait turns it. Thread-safe. */
public final class TurnedClock implements ReplayClock {
    /** As any other: nothing may depend on its being zero. */
    private static final long START = -5_000_000_000_000L;

    private final AtomicLong nanos = new AtomicLong(START);
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    public void turn(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    /** Since it was made. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos.get() - START);
    }

    /** What was waited for. */
    public List<Duration> sleeps() {
        return sleeps;
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return Instant.parse("2026-01-02T03:04:05Z").plus(elapsed());
    }

    @Override
    public void sleep(Duration duration) {
        sleeps.add(duration);
        turn(duration);
    }
}
