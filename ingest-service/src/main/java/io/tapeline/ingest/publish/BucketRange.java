package io.tapeline.ingest.publish;

/**
 * Contiguous buckets whose batches go to one shard.
 *
 * @param first the first bucket
 * @param last the last bucket, inclusive
 * @param shardId the shard that holds the first hash key of each of them, or {@link #ANY_SHARD}
 */
record BucketRange(int first, int last, String shardId) {
    /** The shard of a range of an earlier layout, which may be another by now. */
    static final String ANY_SHARD = "any";

    int size() {
        return last - first + 1;
    }

    boolean overlaps(BucketRange other) {
        return first <= other.last && other.first <= last;
    }
}
