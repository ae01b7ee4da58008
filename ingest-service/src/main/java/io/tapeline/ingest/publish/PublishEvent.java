package io.tapeline.ingest.publish;

import java.time.Duration;

/** Something that an operator may want to read of; rare by nature, or said again only after a while. */
public sealed interface PublishEvent {
    /** The open shards are others than before, and so are the ranges. */
    record LayoutChanged(long epoch, int ranges, int shards) implements PublishEvent {}

    /** A shard has had no room for a range for so long; the range now sends at this pace. */
    record Throttled(String shardId, Duration lasting, int attempts, Duration pace) implements PublishEvent {}

    /** Attempts for a range have failed for so long. */
    record Failing(String shardId, Duration lasting, int attempts, String message) implements PublishEvent {}

    /** A range of which one of the two was said is published again. */
    record Recovered(String shardId, Duration lasted) implements PublishEvent {}

    /** A batch was given up; {@code kept} if the spool has it for the next start. */
    record GaveUp(String shardId, int events, PublishException.Reason reason, String message, boolean kept)
            implements PublishEvent {}

    /** An earlier process left batches in the spool, which are now published. */
    record SpoolFound(int batches) implements PublishEvent {}

    /** All of them are published, or given up. */
    record SpoolEmptied(int batches, long events, Duration took) implements PublishEvent {}

    /** A batch in the spool could not be read; it stays there. */
    record SpoolUnreadable(String entry, String message) implements PublishEvent {}

    /** There is no room in the spool: what is not in it waits. */
    record SpoolFull(long bytes, int batches) implements PublishEvent {}

    /** The spool's disk failed: nothing new is sent until it works again. */
    record SpoolFailed(String message) implements PublishEvent {}

    /** The spool takes batches again. */
    record SpoolWorks() implements PublishEvent {}
}
