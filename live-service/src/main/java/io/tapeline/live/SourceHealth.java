package io.tapeline.live;

import io.tapeline.live.source.RecordSource;
import io.tapeline.live.source.SourceState;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health as the reader of the stream sees it, from memory: a probe calls nobody. Both checks show the same state. */
final class SourceHealth {
    private final RecordSource source;

    @Inject
    SourceHealth(RecordSource source) {
        this.source = source;
    }

    /** Down when the reading has ended by a fault: only a new process helps. */
    @Produces
    @Singleton
    @Liveness
    HealthCheck readerRuns() {
        return () -> {
            SourceState state = source.state();
            return answer("reader", state, state.fault());
        };
    }

    /** Up when every open shard is being read. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck streamIsRead() {
        return () -> {
            SourceState state = source.state();
            return answer("stream", state, state.problem());
        };
    }

    private HealthCheckResponse answer(String name, SourceState state, Optional<String> problem) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(name)
                .status(problem.isEmpty())
                .withData("stream", source.description())
                .withData("open_shards", state.openShards())
                .withData("read_shards", state.readShards())
                .withData("last_read", state.lastRead().map(Instant::toString).orElse("never"))
                .withData("behind_ms", state.behind().toMillis());
        problem.ifPresent(text -> response.withData("problem", text));
        return response.build();
    }
}
