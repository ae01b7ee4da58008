package io.tapeline.ingest.publish;

import io.tapeline.ingest.spool.DiskSpool;
import io.tapeline.ingest.spool.SpoolEntry;
import io.tapeline.ingest.spool.SpooledBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts closed batches on disk before they are first sent: all that are closed in a turn, with one force. Batches are written
 * in the order in which they are to be published, ranges of a newer layout behind those of the one before. What finds no
 * room, or a disk that fails, waits and is not sent; the publisher's buffer fills up behind it. Not thread safe: the loop's
 * alone, but for {@link #problem}.
 */
final class Spooler {
    /** While a range is busy its open batch is closed only as often as keeps the number of batches behind it small. */
    private static final long BUSY_AGE_NANOS = 250_000_000L;

    private static final long MOST_BUSY_AGE_NANOS = 1_000_000_000L;
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final DiskSpool spool;
    private final PublishListener listener;
    /** The queues whose batches have gone on since the last force, one entry a batch. */
    private final List<SpoolQueue> passed = new ArrayList<>();

    private final List<SpoolEntry> written = new ArrayList<>();
    private boolean full;
    private long retryAt = Long.MIN_VALUE;
    private volatile @Nullable String problem;

    Spooler(DiskSpool spool, PublishListener listener) {
        this.spool = spool;
        this.listener = listener;
    }

    /** Why nothing can be written; null if it can. Thread safe. */
    @Nullable
    String problem() {
        return problem;
    }

    /** How old an open batch becomes in a range that cannot send now. */
    static long busyAge(RangeLane lane, SpoolQueue queue, long linger) {
        long age = Math.min(MOST_BUSY_AGE_NANOS, BUSY_AGE_NANOS * (1 + queue.waiting()));
        return Math.max(Math.max(linger, lane.paceNanos()), age);
    }

    /**
     * Writes what is closed.
     *
     * @param generations in the order in which they are published
     * @param ageOf how old a lane's open batch is when it is to be closed
     */
    void stage(Iterable<Generation> generations, ToLongFunction<RangeLane> ageOf, long now) {
        if (now < retryAt) {
            return;
        }
        try {
            boolean room = true;
            for (Generation generation : generations) {
                for (RangeLane lane : generation.lanes()) {
                    SpoolQueue queue = Objects.requireNonNull(lane.queue(), "the lane has no queue");
                    queue.gather(now, ageOf.applyAsLong(lane));
                    room = room && write(queue);
                }
            }
            spool.force(now);
            noteRoom(room);
            noteSuccess();
        } catch (IOException e) {
            takeBack();
            retryAt = now + RETRY_NANOS;
            if (problem == null) {
                listener.happened(new PublishEvent.SpoolFailed(e.toString()));
            }
            problem = "the spool cannot be written: " + e;
        } finally {
            passed.clear();
            written.clear();
        }
    }

    /** Whether there was room for all of it. */
    private boolean write(SpoolQueue queue) throws IOException {
        for (SealedBatch batch = queue.firstUnwritten(); batch != null; batch = queue.firstUnwritten()) {
            SpoolEntry entry = null;
            if (batch.isWorthSpooling()) {
                entry = spool.write(new SpooledBatch(
                        queue.range().first(),
                        queue.range().last(),
                        batch.events(),
                        batch.record().explicitHashKey(),
                        batch.record().data()));
                if (entry == null) {
                    return false;
                }
                written.add(entry);
            }
            queue.pass(entry);
            passed.add(queue);
        }
        return true;
    }

    private void takeBack() {
        for (int i = passed.size() - 1; i >= 0; i--) {
            passed.get(i).takeBack();
        }
        spool.takeBack(written);
    }

    private void noteRoom(boolean room) {
        if (!room && !full) {
            listener.happened(new PublishEvent.SpoolFull(spool.bytes(), spool.batches()));
        } else if (room && full) {
            listener.happened(new PublishEvent.SpoolWorks());
        }
        full = !room;
    }

    private void noteSuccess() {
        if (problem != null) {
            problem = null;
            listener.happened(new PublishEvent.SpoolWorks());
        }
    }

    /** When {@link #stage} has something to do for this lane, which cannot send now. */
    long dueAt(SpoolQueue queue, long now, long age) {
        if (queue.hasUnwritten()) {
            // Room comes with an answer of the stream, and that wakes the loop.
            return full ? Long.MAX_VALUE : Math.max(now, retryAt);
        }
        return Math.max(queue.openDueAt(now, age), retryAt);
    }

    /** When there is something to force. */
    long forceDueAt(long now) {
        return Math.max(spool.forceDueAt(now), retryAt);
    }

    /** The stream has a batch. */
    void done(SealedBatch batch) {
        if (batch.entry() != null) {
            spool.done(batch.entry());
        }
    }
}
