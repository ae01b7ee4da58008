package io.tapeline.ingest;

import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.publish.OpenShard;
import io.tapeline.ingest.publish.OutgoingRecord;
import io.tapeline.ingest.publish.PutOutcome;
import io.tapeline.ingest.publish.RecordStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** A stream that remembers how the last calls to it went, for health checks. Thread safe; its answers are the stream's own. */
final class StreamWatch implements RecordStream {
    /** No call has succeeded yet. */
    private static final long NEVER = Long.MIN_VALUE;

    private final RecordStream stream;
    private final NanoClock clock;

    private volatile int shards = -1;
    private volatile long lastLookUp = NEVER;
    private volatile long lastStored = NEVER;

    StreamWatch(RecordStream stream, NanoClock clock) {
        this.stream = stream;
        this.clock = clock;
    }

    /** The open shards when they were last looked up. */
    OptionalInt shards() {
        return shards < 0 ? OptionalInt.empty() : OptionalInt.of(shards);
    }

    /** When the open shards were last looked up with success. */
    Optional<Instant> lastLookUp() {
        return instant(lastLookUp);
    }

    /** When the stream last stored a record. */
    Optional<Instant> lastStored() {
        return instant(lastStored);
    }

    private static Optional<Instant> instant(long nanos) {
        return nanos == NEVER
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(nanos / 1_000_000_000L, nanos % 1_000_000_000L));
    }

    @Override
    public CompletionStage<List<OpenShard>> openShards() {
        CompletionStage<List<OpenShard>> answer = stream.openShards();
        answer.thenAccept(open -> {
            shards = open.size();
            lastLookUp = clock.wallNanos();
        });
        return answer;
    }

    @Override
    public CompletionStage<List<PutOutcome>> put(List<OutgoingRecord> records) {
        CompletionStage<List<PutOutcome>> answer = stream.put(records);
        answer.thenAccept(outcomes -> {
            if (outcomes.stream().anyMatch(PutOutcome.Stored.class::isInstance)) {
                lastStored = clock.wallNanos();
            }
        });
        return answer;
    }

    @Override
    public String description() {
        return stream.description();
    }

    @Override
    public void close() {
        stream.close();
    }
}
