package io.tapeline.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.tapeline.ingest.api.Callers;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.post.Posts;
import io.tapeline.ingest.reference.Instruments;
import io.tapeline.ingest.socket.SocketAdmission;
import io.tapeline.ingest.socket.SocketListener;
import io.tapeline.ingest.socket.Sockets;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Joins the WebSocket endpoint to the HTTP server. */
final class SocketWiring {
    @Produces
    @Singleton
    @DefaultBean
    SocketAdmission admission(Instruments instruments) {
        return handshake -> Callers.admission(handshake).and(instruments.admission());
    }

    @Produces
    @Singleton
    Sockets sockets(
            Posts posts,
            LiveFeed live,
            SocketAdmission admission,
            IngestSettings settings,
            NanoClock clock,
            ObjectMapper json,
            MeterRegistry registry) {
        Sockets sockets = new Sockets(
                posts,
                live,
                admission,
                settings.socket(),
                clock,
                json,
                new SocketMetrics(registry),
                UpgradedRequests::over);
        registry.gauge(MetricNames.SOCKETS_OPEN, sockets, Sockets::open);
        return sockets;
    }

    void route(@Observes Router router, Sockets sockets) {
        router.route(Sockets.PATH).handler(sockets::handle);
    }

    void drain(@Observes ShutdownDelayInitiatedEvent event, Sockets sockets) {
        sockets.drain();
    }

    /** Bounds what the server itself puts together of a socket's bytes. */
    @Produces
    @Singleton
    HttpServerOptionsCustomizer webSocketBounds(IngestSettings settings) {
        return new HttpServerOptionsCustomizer() {
            @Override
            public void customizeHttpServer(HttpServerOptions options) {
                bound(options, settings);
            }

            @Override
            public void customizeHttpsServer(HttpServerOptions options) {
                bound(options, settings);
            }
        };
    }

    private static void bound(HttpServerOptions options, IngestSettings settings) {
        options.setMaxWebSocketFrameSize(settings.socket().maxMessageBytes());
        // A compressed frame may grow without bound.
        options.setPerMessageWebSocketCompressionSupported(false);
        options.setPerFrameWebSocketCompressionSupported(false);
    }

    private record SocketMetrics(MeterRegistry registry) implements SocketListener {
        @Override
        public void acknowledged() {
            registry.counter(MetricNames.SOCKET_ACKNOWLEDGED).increment();
        }

        @Override
        public void refused(String problem) {
            registry.counter(MetricNames.SOCKET_REFUSED, MetricNames.PROBLEM, problem)
                    .increment();
        }
    }
}
