package io.tapeline.local.replay;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes trades from a source when they are due. Holds one that is not. For one thread. */
final class DueTrades {
    /** The service takes no event that is further ahead, so it must not hold up those behind it either. */
    private static final Duration FUTURE = Duration.ofMinutes(1);

    /** Nor one that is older: most likely its time is in another unit. */
    private static final long OLDEST = EventTimes.nanos(Instant.parse("1990-01-01T00:00:00Z"));

    private final TradeSource source;
    private final Pace pace;
    private final Pacer pacer;
    private final ReplayClock clock;
    private final ReplayListener listener;
    private byte @Nullable [] next;
    private OptionalLong nextTime = OptionalLong.empty();

    DueTrades(TradeSource source, Pace pace, ReplayClock clock, ReplayListener listener) {
        this.source = source;
        this.pace = pace;
        this.pacer = new Pacer(pace);
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Waits until a trade is due, and takes all that are due then, unless {@code chunk} is full before.
     *
     * @return whether there is a trade in it; none when the source is empty
     */
    boolean fill(Chunk chunk) throws IOException, InterruptedException {
        chunk.clear();
        byte[] item = peek();
        if (item == null) {
            return false;
        }
        awaitDue();
        long now = clock.nanoTime();
        while (item != null && !chunk.isFull() && (chunk.count() == 0 || pacer.wait(nextTime, now) <= 0)) {
            chunk.add(item, source.line(), source.position());
            pacer.taken(now);
            next = null;
            if (!chunk.isFull()) {
                item = peek();
            }
        }
        return true;
    }

    private byte @Nullable [] peek() throws IOException {
        if (next == null) {
            next = source.next();
            nextTime = next != null && pace.hasSpeed() ? plausible(source.tsEvent()) : OptionalLong.empty();
        }
        return next;
    }

    /** The time, unless it is one that the service refuses. */
    private OptionalLong plausible(OptionalLong tsEvent) {
        return tsEvent.isPresent()
                        && tsEvent.getAsLong() >= OLDEST
                        && tsEvent.getAsLong() <= EventTimes.nanos(clock.now().plus(FUTURE))
                ? tsEvent
                : OptionalLong.empty();
    }

    private void awaitDue() throws InterruptedException {
        long wait = pacer.wait(nextTime, clock.nanoTime());
        while (wait > 0) {
            Duration pause = Duration.ofNanos(wait);
            listener.waiting(pause);
            clock.sleep(pause);
            wait = pacer.wait(nextTime, clock.nanoTime());
        }
    }
}
