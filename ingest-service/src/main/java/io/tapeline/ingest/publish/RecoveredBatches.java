package io.tapeline.ingest.publish;

import io.tapeline.ingest.spool.DiskSpool;
import io.tapeline.ingest.spool.SpoolEntry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Batches that an earlier process left in the spool, of ranges that overlap, in the order in which they were written. */
final class RecoveredBatches implements BatchSource {
    private final BucketRange range;
    private final DiskSpool spool;
    private final PublishListener listener;
    private final Deque<SpoolEntry> entries = new ArrayDeque<>();

    RecoveredBatches(BucketRange range, DiskSpool spool, PublishListener listener) {
        this.range = range;
        this.spool = spool;
        this.listener = listener;
    }

    void add(SpoolEntry entry) {
        entries.add(entry);
    }

    @Override
    public BucketRange range() {
        return range;
    }

    @Override
    public @Nullable SealedBatch take(long now, long age) {
        for (SpoolEntry entry = entries.poll(); entry != null; entry = entries.poll()) {
            try {
                return SealedBatch.recovered(spool.read(entry), entry, now);
            } catch (IOException e) {
                listener.happened(new PublishEvent.SpoolUnreadable(entry.toString(), e.toString()));
            }
        }
        return null;
    }

    @Override
    public long dueAt(long now, long age) {
        return entries.isEmpty() ? Long.MAX_VALUE : now;
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public @Nullable SealedBatch abandon(long now) {
        return null;
    }
}
