package io.tapeline.ingest.post;

import io.tapeline.ingest.feed.NanoClock;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How fast bodies must come. {@link #check} is to be called now and then. Thread safe. State bound: the bodies being read.
 */
public final class BodyPace {
    private final long timeoutNanos;
    private final long minBytesPerSecond;
    private final NanoClock clock;
    private final Set<PacedBody> bodies = ConcurrentHashMap.newKeySet();

    /**
     * A pace.
     *
     * @param timeout the longest silence, and how long a rate is not asked for
     * @param minBytesPerSecond the least rate after that, of the time spent on waiting for the client
     */
    public BodyPace(Duration timeout, long minBytesPerSecond, NanoClock clock) {
        this.timeoutNanos = timeout.toNanos();
        this.minBytesPerSecond = minBytesPerSecond;
        this.clock = clock;
    }

    /** Watches a body until it is closed. */
    public PacedBody watch(InputStream body) {
        PacedBody paced = new PacedBody(body, this);
        bodies.add(paced);
        return paced;
    }

    /** Ends the waits that last too long. */
    public void check() {
        long now = clock.nanoTime();
        bodies.forEach(body -> body.check(now));
    }

    /** Bodies being read. */
    public int watched() {
        return bodies.size();
    }

    void forget(PacedBody body) {
        bodies.remove(body);
    }

    long now() {
        return clock.nanoTime();
    }

    boolean isTooSlow(long silentNanos, long waitedNanos, long bytes) {
        return silentNanos >= timeoutNanos
                || (waitedNanos >= timeoutNanos && bytes < minBytesPerSecond * (waitedNanos / 1e9));
    }

    String rule() {
        return "the body came too slowly: at most " + timeoutNanos / 1_000_000
                + " ms of silence, and after that at least " + minBytesPerSecond + " bytes a second";
    }
}
