package io.tapeline.ingest;

import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.RecordStream;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import org.jspecify.annotations.Nullable;

/** Health as the publisher sees it: from its last look at the stream, so that a probe costs Kinesis nothing. */
final class PublisherHealth {
    private static final String STREAM = "stream";
    private static final String PROBLEM = "problem";

    private final Publisher publisher;
    private final RecordStream stream;

    @Inject
    PublisherHealth(Publisher publisher, RecordStream stream) {
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
            return fault == null
                    ? HealthCheckResponse.up("publisher")
                    : HealthCheckResponse.named("publisher")
                            .down()
                            .withData(PROBLEM, fault.toString())
                            .build();
        };
    }

    /** Up when the open shards of the stream are known, and the service is not shutting down. */
    @Produces
    @Singleton
    @Readiness
    HealthCheck streamIsOpen() {
        return () -> answer("stream", publisher.problem());
    }

    /** Up once the publisher has been started. */
    @Produces
    @Singleton
    @Startup
    HealthCheck publisherStarted() {
        return () -> HealthCheckResponse.named("publisher")
                .status(publisher.isStarted())
                .build();
    }

    private HealthCheckResponse answer(String name, @Nullable String problem) {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named(name).status(problem == null).withData(STREAM, stream.description());
        return problem == null
                ? response.build()
                : response.withData(PROBLEM, problem).build();
    }
}
