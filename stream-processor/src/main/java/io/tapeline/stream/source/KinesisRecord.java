package io.tapeline.stream.source;

import static java.util.Objects.requireNonNull;

/**
 * A record as Kinesis gave it. The job decodes it one step later, so that a record that cannot be decoded is still here
 * whole.
 *
 * @param data the bytes; not copied, not to be written to
 * @param shardId the shard it was read from
 * @param sequenceNumber its place in the shard
 * @param arrival when Kinesis took it, milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes it is, uncopied; nothing compares records.
public record KinesisRecord(byte[] data, String shardId, String sequenceNumber, long arrival) {
    public KinesisRecord {
        requireNonNull(data, "data is null");
        requireNonNull(shardId, "shardId is null");
        requireNonNull(sequenceNumber, "sequenceNumber is null");
    }
}
