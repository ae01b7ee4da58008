package io.tapeline.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.tapeline.live.api.BarLimit;
import io.tapeline.live.board.Board;
import io.tapeline.live.kcl.KclSource;
import io.tapeline.live.socket.Sockets;
import io.tapeline.live.source.RecordSource;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Builds the service's parts and joins them. */
final class Wiring {
    @Produces
    @Singleton
    LiveSettings settings(LiveConfig config) {
        return LiveSettings.of(config);
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Board board(LiveSettings settings) {
        return new Board(settings.board());
    }

    @Produces
    @Singleton
    BarLimit limit(LiveSettings settings) {
        return new BarLimit(settings.board().history());
    }

    @Produces
    @Singleton
    @DefaultBean
    RecordSource source(LiveSettings settings, Clock clock) {
        return KclSource.of(settings.kcl(), clock);
    }

    @Produces
    @Singleton
    LiveMetrics metrics(MeterRegistry registry, Board board, RecordSource source) {
        return new LiveMetrics(registry, board, source);
    }

    @Produces
    @Singleton
    Sockets sockets(
            Board board, LiveSettings settings, LiveMetrics metrics, ObjectMapper json, MeterRegistry registry) {
        Sockets sockets =
                new Sockets(board, settings.board().history(), settings.socket(), metrics, json, System::nanoTime);
        registry.gauge(MetricNames.SOCKETS_OPEN, sockets, Sockets::open);
        registry.gauge(MetricNames.SUBSCRIBED, sockets, Sockets::subscribed);
        return sockets;
    }

    @Produces
    @Singleton
    Intake intake(Board board, Sockets sockets, LiveMetrics metrics, Clock clock) {
        return new Intake(board, sockets, metrics, clock);
    }

    void route(@Observes Router router, Sockets sockets) {
        router.route(Sockets.PATH).handler(sockets::handle);
    }

    /** Bounds what the server itself puts together of a socket's bytes. */
    @Produces
    @Singleton
    HttpServerOptionsCustomizer webSocketBounds(LiveSettings settings) {
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

    private static void bound(HttpServerOptions options, LiveSettings settings) {
        options.setMaxWebSocketFrameSize(settings.socket().maxMessage());
        options.setMaxWebSocketMessageSize(settings.socket().maxMessage());
        // A window of its own for each connection costs more than it saves on bars.
        options.setPerMessageWebSocketCompressionSupported(false);
        options.setPerFrameWebSocketCompressionSupported(false);
    }
}
