package io.tapeline.ingest;

import io.tapeline.ingest.publish.Publisher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.jspecify.annotations.Nullable;

/**
 * Health as the publisher sees it: from its last calls to the stream, so that a probe costs Kinesis nothing. Each check
 * shows the same state: which stream, its open shards, when it last answered, and what waits for it.
 */
final class PublisherHealth {
    /** How long the publisher's thread may take to say what waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Publisher publisher;
    private final StreamWatch stream;

    @Inject
    PublisherHealth(Publisher publisher, StreamWatch stream) {
        this.publisher = publisher;
        this.stream = stream;
    }

    /** Down when a fault of our own has ended the publisher: only a new process helps. */
    @Produces
    @Singleton
    @Liveness
    HealthCheck publisherRuns() {
        return () -> {
            Throwable fault = publisher.fault();
            return answer("publisher", fault == null, fault == null ? null : fault.toString());
        };
    }

    /** Up when the open shards of the stream are known, and the service is not shutting down. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck streamIsOpen() {
        return () -> {
            String problem = publisher.problem();
            return answer("stream", problem == null, problem);
        };
    }

    /** Up once the open shards of the stream were known; what happens to the stream later is for the readiness to say. */
    @Produces
    @Singleton
    @Startup
    HealthCheck streamWasOpen() {
        return () -> {
            boolean up = publisher.hasLayout();
            return answer("stream", up, up ? null : publisher.problem());
        };
    }

    private HealthCheckResponse answer(String name, boolean up, @Nullable String problem) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named(name).status(up).withData("stream", stream.description());
        stream.shards().ifPresent(shards -> response.withData("shards", shards));
        response.withData("last_look_up", text(stream.lastLookUp()))
                .withData("last_stored", text(stream.lastStored()))
                .withData("buffered_events", publisher.buffered());
        oldestAge().ifPresent(age -> response.withData("oldest_unacknowledged_ms", age.toMillis()));
        return problem == null
                ? response.build()
                : response.withData("problem", problem).build();
    }

    /** Empty when the publisher does not run, or takes too long to say. */
    private Optional<Duration> oldestAge() {
        if (!publisher.isStarted() || publisher.fault() != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    publisher.oldestAge().toCompletableFuture().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("never");
    }
}
