package io.tapeline.ingest.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The replays that are open: from the first post that names one until it is closed, or nothing was posted to it for the
 * idle time. Thread safe. State bound: the greatest number of open replays.
 */
public final class Replays {
    /** {@link #clock()} when no replay is open. */
    public static final long NO_CLOCK = Long.MIN_VALUE;

    private final int maxOpen;
    private final long idleNanos;
    private final NanoClock clock;
    private final Map<String, ReplayFeed> open = new HashMap<>();

    public Replays(int maxOpen, Duration idle, NanoClock clock) {
        this.maxOpen = maxOpen;
        this.idleNanos = idle.toNanos();
        this.clock = clock;
    }

    /** Joins a post to a replay, opening it if need be; empty when too many are open. {@link #leave} ends it. */
    public synchronized Optional<ReplayFeed> enter(String id) {
        ReplayFeed feed = open.get(id);
        if (feed == null) {
            expire();
            if (open.size() >= maxOpen) {
                return Optional.empty();
            }
            feed = new ReplayFeed(id);
            open.put(id, feed);
        }
        feed.enter(clock.nanoTime());
        return Optional.of(feed);
    }

    /** Ends a post's part in a replay. */
    public synchronized void leave(ReplayFeed feed) {
        feed.leave(clock.nanoTime());
        if (!feed.isBusy() && !feed.hasBegun()) {
            open.remove(feed.id(), feed);
        }
    }

    /** The replay of this name, if it is open. */
    public synchronized Optional<ReplayFeed> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Forgets a replay, unless posts to it have come meanwhile. */
    public synchronized void close(ReplayFeed feed) {
        if (!feed.isBusy()) {
            open.remove(feed.id(), feed);
        }
    }

    /** The clock of the open replay that is furthest behind, nanoseconds since the epoch, or {@link #NO_CLOCK}. */
    public synchronized long clock() {
        expire();
        long least = Long.MAX_VALUE;
        for (ReplayFeed feed : open.values()) {
            if (feed.hasBegun()) {
                least = Math.min(least, feed.clock());
            }
        }
        return least == Long.MAX_VALUE ? NO_CLOCK : least;
    }

    private void expire() {
        long now = clock.nanoTime();
        open.values().removeIf(feed -> !feed.isBusy() && now - feed.lastUse() > idleNanos);
    }
}
