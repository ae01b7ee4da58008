package io.tapeline.ingest.publish;

import io.tapeline.model.Buckets;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the buckets are divided into ranges, given the open shards: each bucket belongs to the shard that holds the first
 * key of its part of the hash space.
 *
 * @param ranges in order of buckets, without gaps
 */
record RangeLayout(List<BucketRange> ranges) {
    RangeLayout {
        ranges = List.copyOf(ranges);
    }

    /**
     * The layout for these shards, with up to {@code rangesPerShard} ranges for each.
     *
     * @throws IllegalStateException if a bucket lies in none of the shards, or in two, as while a stream is made
     */
    static RangeLayout of(List<OpenShard> shards, int rangesPerShard) {
        List<BucketRange> ranges = new ArrayList<>();
        int first = 0;
        OpenShard shard = holderOf(0, shards);
        for (int bucket = 1; bucket <= Buckets.COUNT; bucket++) {
            OpenShard next = bucket == Buckets.COUNT ? null : holderOf(bucket, shards);
            if (next == null || !next.id().equals(shard.id())) {
                split(first, bucket - 1, shard.id(), rangesPerShard, ranges);
                first = bucket;
                shard = next == null ? shard : next;
            }
        }
        return new RangeLayout(ranges);
    }

    private static OpenShard holderOf(int bucket, List<OpenShard> shards) {
        BigInteger key = Buckets.firstHashKey(bucket);
        @Nullable OpenShard holder = null;
        for (OpenShard shard : shards) {
            if (shard.holds(key)) {
                if (holder != null) {
                    throw new IllegalStateException(
                            "shards " + holder.id() + " and " + shard.id() + " both hold bucket " + bucket);
                }
                holder = shard;
            }
        }
        if (holder == null) {
            throw new IllegalStateException("no open shard holds bucket " + bucket);
        }
        return holder;
    }

    private static void split(int first, int last, String shardId, int parts, List<BucketRange> into) {
        int count = last - first + 1;
        int pieces = Math.min(parts, count);
        for (int i = 0; i < pieces; i++) {
            into.add(new BucketRange(first + count * i / pieces, first + count * (i + 1) / pieces - 1, shardId));
        }
    }
}
