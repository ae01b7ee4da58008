package io.tapeline.local.kinesis.stream;

/** What became of one record of a put. */
public sealed interface PutOutcome {
    /** It is stored. */
    record Stored(String shardId, String sequenceNumber) implements PutOutcome {}

    /** It is not stored, and the client may send it again. */
    record Refused(ErrorType type, String message) implements PutOutcome {}
}
