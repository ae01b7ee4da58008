package io.tapeline.live.api;

import static java.util.Objects.requireNonNull;

import io.tapeline.live.source.RecordSink;
import io.tapeline.live.source.RecordSource;
import io.tapeline.live.source.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stream that a test writes to and breaks. */
public final class FakeSource implements RecordSource {
    static final SourceState WELL =
            new SourceState(Optional.empty(), Optional.empty(), 2, 2, Optional.of(Instant.EPOCH), Duration.ofMillis(7));

    private volatile @Nullable RecordSink sink;
    private volatile SourceState state = WELL;

    @Override
    public void start(RecordSink itsSink) {
        sink = itsSink;
    }

    void put(byte[] record) {
        requireNonNull(sink, "not started").accept(record, Instant.now());
    }

    void set(SourceState newState) {
        state = newState;
    }

    @Override
    public SourceState state() {
        return state;
    }

    @Override
    public String description() {
        return "a fake";
    }

    @Override
    public long sweptInstances() {
        return 0;
    }

    @Override
    public void close() {
        sink = null;
    }
}
