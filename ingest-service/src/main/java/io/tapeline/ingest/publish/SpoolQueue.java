package io.tapeline.ingest.publish;

import io.tapeline.ingest.spool.SpoolEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The closed batches of a range on their way through the spool: those that are not on disk yet, and those that may be sent.
 * Not thread safe: the loop's alone. State bound: the publisher's buffer, in events.
 */
final class SpoolQueue implements BatchSource {
    private final OpenBatch open;
    private final Deque<SealedBatch> unwritten = new ArrayDeque<>();
    private final Deque<SealedBatch> ready = new ArrayDeque<>();

    SpoolQueue(OpenBatch open) {
        this.open = open;
    }

    /** Takes what is closed, and what is open if it is older than {@code age}. */
    void gather(long now, long age) {
        for (SealedBatch batch = open.take(now, age); batch != null; batch = open.take(now, age)) {
            unwritten.add(batch);
        }
    }

    @Nullable
    SealedBatch firstUnwritten() {
        return unwritten.peek();
    }

    /** The first one that is not written goes on: with its entry, or without one if it needs none. */
    SealedBatch pass(@Nullable SpoolEntry entry) {
        SealedBatch batch = unwritten.remove().in(entry);
        ready.add(batch);
        return batch;
    }

    /** The last one that has gone on comes back: it is not on disk after all. */
    void takeBack() {
        unwritten.addFirst(ready.removeLast().in(null));
    }

    /** When the oldest batch here was opened; {@code now} if there is none. */
    long oldest(long now) {
        SealedBatch first = ready.isEmpty() ? unwritten.peek() : ready.peek();
        return first == null ? open.oldest(now) : first.openedAt();
    }

    boolean hasUnwritten() {
        return !unwritten.isEmpty();
    }

    int waiting() {
        return unwritten.size() + ready.size();
    }

    long openDueAt(long now, long age) {
        return open.dueAt(now, age);
    }

    @Override
    public BucketRange range() {
        return open.range();
    }

    @Override
    public @Nullable SealedBatch take(long now, long age) {
        return ready.poll();
    }

    @Override
    public long dueAt(long now, long age) {
        if (!ready.isEmpty()) {
            return now;
        }
        // What is not written is the spooler's to see to.
        return unwritten.isEmpty() ? open.dueAt(now, age) : Long.MAX_VALUE;
    }

    @Override
    public boolean isEmpty() {
        return ready.isEmpty() && unwritten.isEmpty() && open.isEmpty();
    }

    @Override
    public @Nullable SealedBatch abandon(long now) {
        for (Deque<SealedBatch> queue : List.of(ready, unwritten)) {
            if (!queue.isEmpty()) {
                return queue.poll();
            }
        }
        return open.abandon(now);
    }
}
