package io.tapeline.stream.live;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Buckets;
import io.tapeline.stream.types.BarUpdate;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Spaces the live updates of each bucket by an interval of processing time. The first after a pause goes at once.
 *
 * <p>For one thread. Kept in memory alone: after a failure what waited is not sent, but for what the job goes through
 * again. The lake has everything.
 */
public final class LivePace {
    private final long interval;
    private final @Nullable LiveConflation[] waiting = new LiveConflation[Buckets.COUNT];
    private final long[] due = new long[Buckets.COUNT];

    /**
     * A pace.
     *
     * @param interval milliseconds
     */
    public LivePace(long interval) {
        this.interval = interval;
        Arrays.fill(due, Long.MIN_VALUE);
    }

    /** Takes in a bar; false if an older one is not sent for it. */
    public boolean add(int bucket, BarUpdate bar) {
        return of(bucket).add(bar);
    }

    /** Takes in a row of indicators; false if an older one is not sent for it. */
    public boolean add(int bucket, IndicatorRow row) {
        return of(bucket).add(row);
    }

    /** Whether something of the bucket waits. */
    public boolean hasWaiting(int bucket) {
        return !of(bucket).isEmpty();
    }

    /** Sends what waits if it is time; what then still waits wants a timer at {@link #nextSlot}. */
    public void sendIfDue(int bucket, long now, Consumer<LiveUpdate> out) {
        if (now >= due[bucket] && hasWaiting(bucket)) {
            of(bucket).drain(bucket, out);
            due[bucket] = now + interval;
        }
    }

    /**
     * When the bucket's next update is to be made up: on a grid of the interval, so that to ask again gives no other
     * time, and shifted by the bucket, so that the buckets do not all speak at once.
     */
    public long nextSlot(int bucket, long now) {
        long shift = bucket % interval;
        long earliest = Math.max(now + 1, due[bucket]);
        return Math.floorDiv(earliest - shift + interval - 1, interval) * interval + shift;
    }

    private LiveConflation of(int bucket) {
        LiveConflation known = waiting[bucket];
        if (known == null) {
            known = new LiveConflation();
            waiting[bucket] = known;
        }
        return known;
    }
}
