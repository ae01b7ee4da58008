package io.tapeline.local.kinesis.stream;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A shard as it is kept in the stream's file: everything but its records. Hash keys are decimal, times milliseconds since the epoch.
 *
 * @param number the number in its id
 * @param parent the number of the shard it was split or merged from
 * @param adjacentParent the number of the other shard it was merged from
 * @param sequenceSeconds the second that its sequence numbers begin with, above that of its parents
 */
record ShardDescription(
        int number,
        BigInteger startingHashKey,
        BigInteger endingHashKey,
        @Nullable Integer parent,
        @Nullable Integer adjacentParent,
        long sequenceSeconds,
        long openedMillis,
        @Nullable Long closedMillis) {

    HashRange range() {
        return new HashRange(HashKey.of(startingHashKey), HashKey.of(endingHashKey));
    }

    ShardDescription closedAt(long millis) {
        return new ShardDescription(
                number, startingHashKey, endingHashKey, parent, adjacentParent, sequenceSeconds, openedMillis, millis);
    }
}
