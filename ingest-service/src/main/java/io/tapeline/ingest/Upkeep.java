package io.tapeline.ingest;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tapeline.ingest.edge.HeadWatch;
import io.tapeline.ingest.post.BodyPace;
import io.tapeline.ingest.trust.KeyRing;
import io.tapeline.ingest.trust.Trust;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is to be done now and then: look at the keys file, and at what comes too slowly. */
@Singleton
final class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final long PACE_MILLIS = 250;

    private final Trust trust;
    private final BodyPace pace;
    private final IngestSettings settings;
    // Two threads: a file system that hangs must not keep slow clients.
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "upkeep");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    Upkeep(Trust trust, BodyPace pace, IngestSettings settings) {
        this.trust = trust;
        this.pace = pace;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        HeadWatch.install();
        @Nullable KeyRing keys = trust.keys();
        if (keys == null) {
            LOG.warn("ingest.trust.enabled=false: NO API KEYS. Whoever reaches this port can post anything, as anyone,"
                    + " without limit. This is for a developer's machine only.");
        } else {
            every(settings.guard().keysRefresh().toMillis(), keys::refresh);
        }
        every(PACE_MILLIS, pace::check);
        every(PACE_MILLIS, () -> HeadWatch.check(settings.guard().headTimeout()));
    }

    private void every(long millis, Runnable task) {
        Future<?> unused = executor.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        executor.shutdownNow();
    }
}
