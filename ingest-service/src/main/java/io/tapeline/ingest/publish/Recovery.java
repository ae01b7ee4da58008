package io.tapeline.ingest.publish;

import io.tapeline.ingest.spool.DiskSpool;
import io.tapeline.ingest.spool.SpoolEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The batches that an earlier process left in the spool, in lanes of their own: each is put as it is, with its own hash key,
 * so it does not matter which ranges there are now; but those of overlapping ranges go one after the other, and new batches
 * of buckets that they may hold go behind them. Not thread safe: the loop's alone. State bound: an index of the spool.
 */
final class Recovery {
    private final List<Lane> lanes = new ArrayList<>();
    private final PublishListener listener;
    private final int found;
    private long events;
    private boolean begun;
    private long begunAt;

    Recovery(DiskSpool spool, PublishListener listener, long now) {
        this.listener = listener;
        List<SpoolEntry> entries = spool.pending();
        this.found = entries.size();
        List<RecoveredBatches> sources = sources(entries, spool);
        for (SpoolEntry entry : entries) {
            for (RecoveredBatches source : sources) {
                if (source.range().first() <= entry.firstBucket()
                        && entry.lastBucket() <= source.range().last()) {
                    source.add(entry);
                }
            }
        }
        for (RecoveredBatches source : sources) {
            lanes.add(new Lane(source, now));
        }
    }

    /** One for all entries of ranges that overlap, or that a third one overlaps with. */
    private List<RecoveredBatches> sources(List<SpoolEntry> entries, DiskSpool spool) {
        List<SpoolEntry> ordered = new ArrayList<>(entries);
        ordered.sort(Comparator.comparingInt(SpoolEntry::firstBucket));
        List<BucketRange> merged = new ArrayList<>();
        for (SpoolEntry entry : ordered) {
            int end = merged.size() - 1;
            if (end >= 0 && entry.firstBucket() <= merged.get(end).last()) {
                int last = Math.max(merged.get(end).last(), entry.lastBucket());
                merged.set(end, new BucketRange(merged.get(end).first(), last, BucketRange.ANY_SHARD));
            } else {
                merged.add(new BucketRange(entry.firstBucket(), entry.lastBucket(), BucketRange.ANY_SHARD));
            }
        }
        return merged.stream()
                .map(range -> new RecoveredBatches(range, spool, listener))
                .toList();
    }

    /** The lanes that are not empty. */
    List<Lane> lanes(long now) {
        if (!begun && found > 0) {
            begun = true;
            begunAt = now;
            listener.happened(new PublishEvent.SpoolFound(found));
        }
        if (!lanes.isEmpty()) {
            lanes.removeIf(Lane::isEmpty);
            if (lanes.isEmpty()) {
                listener.happened(new PublishEvent.SpoolEmptied(found, events, Duration.ofNanos(now - begunAt)));
            }
        }
        return lanes;
    }

    /** Whether what was left must be published before anything new of this range. */
    boolean blocks(BucketRange range) {
        for (Lane lane : lanes) {
            if (lane.range().overlaps(range)) {
                return true;
            }
        }
        return false;
    }

    void stored(int count) {
        events += count;
    }
}
