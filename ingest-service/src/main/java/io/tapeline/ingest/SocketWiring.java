package io.tapeline.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.tapeline.ingest.api.Callers;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.post.Admission;
import io.tapeline.ingest.post.Posts;
import io.tapeline.ingest.reference.Instruments;
import io.tapeline.ingest.socket.Sender;
import io.tapeline.ingest.socket.SocketListener;
import io.tapeline.ingest.socket.Sockets;
import io.tapeline.ingest.trust.Caller;
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
    Sender.Finder senders(Instruments instruments) {
        return handshake -> new KeyedSender(Callers.of(handshake), instruments);
    }

    @Produces
    @Singleton
    Sockets sockets(
            Posts posts,
            LiveFeed live,
            Sender.Finder senders,
            IngestSettings settings,
            NanoClock clock,
            ObjectMapper json,
            MeterRegistry registry) {
        Sockets sockets = new Sockets(
                posts,
                live,
                senders,
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

    /** Sends as its key lets it. */
    private record KeyedSender(Caller caller, Instruments instruments) implements Sender {
        @Override
        public Admission admission() {
            return caller.admission().and(instruments.admission());
        }

        @Override
        public long takeMessage() {
            return caller.takeRequest();
        }

        @Override
        public void charge(long events) {
            caller.charge(events);
        }
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
