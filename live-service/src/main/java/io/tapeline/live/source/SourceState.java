package io.tapeline.live.source;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How the reading of the stream goes.
 *
 * @param fault why it has ended for good; empty while it goes on
 * @param problem why not all of the stream is being read; empty if all is well
 * @param openShards shards that take records
 * @param readShards shards that are being read
 * @param lastRead when a shard was last read, also if there was nothing new
 * @param behind how far the shard that is furthest behind is behind its newest record
 */
public record SourceState(
        Optional<String> fault,
        Optional<String> problem,
        int openShards,
        int readShards,
        Optional<Instant> lastRead,
        Duration behind) {
    public SourceState {
        requireNonNull(fault, "fault is null");
        requireNonNull(problem, "problem is null");
        requireNonNull(lastRead, "lastRead is null");
        requireNonNull(behind, "behind is null");
    }
}
