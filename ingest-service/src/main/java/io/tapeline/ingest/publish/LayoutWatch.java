package io.tapeline.ingest.publish;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** When to look up the open shards: on an interval, and sooner when a record landed where it was not expected. */
final class LayoutWatch {
    /** The least time between two look-ups, whatever the hurry: ListShards has limits of its own. */
    private static final long LEAST_NANOS = 250_000_000L;

    private static final long RETRY_NANOS = 500_000_000L;
    /** So many failures in a row are more than a blip. */
    private static final int BLIPS = 3;

    private final RecordStream stream;
    private final long intervalNanos;
    private final long timeoutNanos;

    private @Nullable CompletionStage<List<OpenShard>> pending;
    private long startedAt;
    private int failures;
    private long dueAt = Long.MIN_VALUE;

    LayoutWatch(RecordStream stream, long intervalNanos, long timeoutNanos) {
        this.stream = stream;
        this.intervalNanos = intervalNanos;
        this.timeoutNanos = timeoutNanos;
    }

    /** Ends a look-up that takes too long; whether there was one. */
    boolean expire(long now) {
        if (pending == null || now - startedAt < timeoutNanos) {
            return false;
        }
        pending.toCompletableFuture().cancel(true);
        pending = null;
        return true;
    }

    /** Starts a look-up if one is due; null if not. */
    @Nullable
    CompletionStage<List<OpenShard>> start(long now) {
        if (pending != null || dueAt > now) {
            return null;
        }
        startedAt = now;
        dueAt = now + intervalNanos;
        pending = stream.openShards();
        return pending;
    }

    /** Whether this is the answer waited for, and not one that comes after its time-out. */
    boolean finish(CompletionStage<List<OpenShard>> answered) {
        if (pending != answered) {
            return false;
        }
        pending = null;
        return true;
    }

    /** The look-up failed: again soon. Answers whether it has failed so often that this is no blip. */
    boolean failed(long now) {
        failures++;
        hurry(now + RETRY_NANOS);
        return failures >= BLIPS;
    }

    /** The look-up succeeded. */
    void succeeded() {
        failures = 0;
    }

    /** Something is not as the last look-up said. */
    void hurry(long now) {
        dueAt = Math.min(dueAt, Math.max(now, startedAt + LEAST_NANOS));
    }

    long dueAt() {
        return pending == null ? dueAt : startedAt + timeoutNanos;
    }
}
