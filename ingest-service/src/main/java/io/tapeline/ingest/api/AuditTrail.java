package io.tapeline.ingest.api;

import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.trust.AuditEntry;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes the audit log: a line for each request that changes something, and for each that is refused. */
@Singleton
final class AuditTrail {
    private static final Logger LOG = Logger.getLogger(AuditEntry.CATEGORY);

    private final NanoClock clock;

    @Inject
    AuditTrail(NanoClock clock) {
        this.clock = clock;
    }

    /** Writes the line once the request has been answered. */
    void follow(RoutingContext context, String keyId, @Nullable ApiRequest known) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        long wall = clock.wallNanos();
        long start = clock.nanoTime();
        context.addEndHandler(ended -> {
            HttpServerRequest request = context.request();
            SocketAddress remote = request.remoteAddress();
            AuditEntry entry = new AuditEntry(
                    Instant.ofEpochSecond(wall / 1_000_000_000L, wall % 1_000_000_000L),
                    keyId,
                    known != null,
                    remote == null || remote.hostAddress() == null ? "" : remote.hostAddress(),
                    request.method().name(),
                    String.valueOf(request.path()),
                    ended.succeeded() ? context.response().getStatusCode() : 0,
                    known == null ? -1 : known.accepted(),
                    known == null ? -1 : known.rejected(),
                    request.bytesRead(),
                    (clock.nanoTime() - start) / 1_000_000,
                    known == null ? null : known.idempotencyKey());
            LOG.info(entry.json());
        });
    }
}
