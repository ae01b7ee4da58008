package io.tapeline.local.kinesis.stream;

import java.util.List;
import java.util.Map;

/**
 * A stream as it is kept in its file: everything but its records.
 *
 * @param createdMillis since the epoch
 * @param retentionMillis how long records are kept
 * @param mode {@code PROVISIONED} or {@code ON_DEMAND}
 * @param nextShard the number of the next shard
 */
record StreamDescription(
        String name,
        long createdMillis,
        long retentionMillis,
        String mode,
        int nextShard,
        Map<String, String> tags,
        List<String> metrics,
        List<ShardDescription> shards,
        List<StreamConsumer> consumers) {}
