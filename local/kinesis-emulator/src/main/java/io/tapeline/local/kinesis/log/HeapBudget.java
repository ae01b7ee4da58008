package io.tapeline.local.kinesis.log;

import java.util.Collection;
import java.util.Comparator;

/**
 * Holds the records that a set of in-memory logs keep under a number of bytes: the oldest segment of all goes first, as if its
 * retention had run out. Thread-safe.
 */
public final class HeapBudget {
    private final long maxBytes;

    /** A budget of so many bytes for all logs together. */
    public HeapBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Frees segments until the logs fit. Must be called without any log's lock.
     *
     * @return how many segments went
     */
    public synchronized int enforce(Collection<ShardLog> logs) {
        long used = 0;
        for (ShardLog log : logs) {
            used += log.heapBytes();
        }
        int dropped = 0;
        while (used > maxBytes) {
            ShardLog oldest = logs.stream()
                    .min(Comparator.comparingLong(ShardLog::oldestHeapMillis))
                    .orElseThrow();
            if (oldest.oldestHeapMillis() == Long.MAX_VALUE) {
                return dropped;
            }
            long before = oldest.heapBytes();
            oldest.dropOldestSegment();
            used += oldest.heapBytes() - before;
            dropped++;
        }
        return dropped;
    }
}
