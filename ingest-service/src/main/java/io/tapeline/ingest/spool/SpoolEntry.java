package io.tapeline.ingest.spool;

/**
 * A batch in the spool that is not done: where it is, and as much of it as its order depends on. Small, so that an index of a
 * full spool fits into memory.
 */
public final class SpoolEntry {
    final Segment segment;
    final long offset;
    final int bodyBytes;
    private final int firstBucket;
    private final int lastBucket;
    private boolean open = true;

    SpoolEntry(Segment segment, long offset, int bodyBytes, int firstBucket, int lastBucket) {
        this.segment = segment;
        this.offset = offset;
        this.bodyBytes = bodyBytes;
        this.firstBucket = firstBucket;
        this.lastBucket = lastBucket;
    }

    public int firstBucket() {
        return firstBucket;
    }

    /** The last bucket of the batch's range, inclusive. */
    public int lastBucket() {
        return lastBucket;
    }

    /** Ends it: true the first time. */
    boolean end() {
        boolean first = open;
        open = false;
        return first;
    }

    @Override
    public String toString() {
        return segment + "@" + offset;
    }
}
