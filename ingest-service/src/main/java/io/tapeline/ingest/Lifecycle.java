package io.tapeline.ingest;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.RecordStream;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Start and end. On SIGTERM the service first says that it is not ready and takes no new posts; Quarkus then waits for
 * those under way; at last the publisher publishes what it holds.
 */
@Singleton
final class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final Publisher publisher;
    private final RecordStream stream;
    private final IngestSettings settings;

    @Inject
    Lifecycle(Publisher publisher, RecordStream stream, IngestSettings settings) {
        this.publisher = publisher;
        this.stream = stream;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (settings.dryRun()) {
            LOG.warn("ingest.dry-run is on: what is accepted is thrown away, nothing reaches a stream");
        } else {
            LOG.infof("publishing to %s", stream.description());
        }
        publisher.start();
    }

    void refusePosts(@Observes ShutdownDelayInitiatedEvent event) {
        LOG.infof("shutting down: no new posts, buffered=%d", publisher.buffered());
        publisher.refusePosts();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        publisher.close(settings.drainTimeout());
        if (publisher.buffered() > 0) {
            LOG.warnf("shut down with trades that were not acknowledged, buffered=%d", publisher.buffered());
        }
        stream.close();
    }
}
