package io.tapeline.ingest.feed;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Events of the past in their own order: the clock is the newest event's. */
public final class ReplayFeed implements Feed {
    private static final long NOT_BEGUN = Long.MIN_VALUE;
    private static final long DAY = 86_400_000_000_000L;
    /** Beyond the day's end by more than any out-of-orderness, so that the day's last bars close. */
    private static final long MARGIN = 5_000_000_000L;

    private final String id;
    private final AtomicLong clock = new AtomicLong(NOT_BEGUN);
    private final AtomicInteger posts = new AtomicInteger();
    private volatile long lastUse;

    ReplayFeed(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    @Override
    public long clock() {
        return clock.get();
    }

    @Override
    public void begin(long minTsEvent) {
        clock.compareAndSet(NOT_BEGUN, minTsEvent);
    }

    @Override
    public void advance(long maxTsEvent) {
        clock.accumulateAndGet(maxTsEvent, Math::max);
    }

    /** Whether any event was accepted, so that there is a clock. */
    public boolean hasBegun() {
        return clock.get() != NOT_BEGUN;
    }

    /** The clock that closes the replay: the end of the UTC day of its newest event, and five seconds. */
    public long closingClock() {
        return (Math.floorDiv(clock.get(), DAY) + 1) * DAY + MARGIN;
    }

    void enter(long now) {
        posts.incrementAndGet();
        lastUse = now;
    }

    void leave(long now) {
        lastUse = now;
        posts.decrementAndGet();
    }

    /** Whether posts to it are under way. */
    public boolean isBusy() {
        return posts.get() > 0;
    }

    long lastUse() {
        return lastUse;
    }
}
