package io.tapeline.ingest;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapeline.ingest.connect.Feeds;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.RecordStream;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Start and end. On SIGTERM the service first says that it is not ready, takes no new posts and ends its feeds; Quarkus
 * then waits for the posts under way; at last the publisher publishes what it holds.
 */
@Singleton
final class Lifecycle {
    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    /** What an interrupted feed needs to hand on what it has in hand. */
    private static final Duration FEEDS_PATIENCE = Duration.ofSeconds(6);

    private final Publisher publisher;
    private final RecordStream stream;
    private final Feeds feeds;
    private final IngestSettings settings;

    @Inject
    Lifecycle(Publisher publisher, RecordStream stream, Feeds feeds, IngestSettings settings) {
        this.publisher = publisher;
        this.stream = stream;
        this.feeds = feeds;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        if (settings.dryRun()) {
            LOG.warn("ingest.dry-run is on: what is accepted is thrown away, nothing reaches a stream");
        } else {
            LOG.infof("publishing to %s", stream.description());
        }
        publisher.start();
        feeds.start();
    }

    void refusePosts(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        LOG.infof("shutting down: no new posts, buffered=%d", publisher.buffered());
        publisher.refusePosts();
        feeds.stop(FEEDS_PATIENCE);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        feeds.stop(FEEDS_PATIENCE);
        publisher.close(settings.drainTimeout());
        if (publisher.buffered() > 0) {
            LOG.warnf("shut down with trades that were not acknowledged, buffered=%d", publisher.buffered());
        }
        stream.close();
    }
}
