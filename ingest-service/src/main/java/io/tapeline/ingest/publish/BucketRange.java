package io.tapeline.ingest.publish;

/**
 * Contiguous buckets whose batches go to one shard.
 *
 * @param first the first bucket
 * @param last the last bucket, inclusive
 * @param shardId the shard that holds the first hash key of each of them
 */
record BucketRange(int first, int last, String shardId) {
    int size() {
        return last - first + 1;
    }

    boolean overlaps(BucketRange other) {
        return first <= other.last && other.first <= last;
    }
}
