package io.tapeline.ingest.publish;

/** What became of one record of a put. */
public sealed interface PutOutcome {
    /** The stream has it. */
    record Stored(String shardId, String sequenceNumber) implements PutOutcome {}

    /** The shard has no room now; the record is not stored. */
    record Throttled(String message) implements PutOutcome {}

    /** The stream failed on it; the record is not stored, and another attempt makes sense. */
    record Failed(String code, String message) implements PutOutcome {}
}
