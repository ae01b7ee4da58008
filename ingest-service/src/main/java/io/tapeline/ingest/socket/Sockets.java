package io.tapeline.ingest.socket;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.ingest.api.Problem;
import io.tapeline.ingest.api.ProblemKind;
import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.post.Posts;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens connections, and knows those that are open. Thread safe. State bound: the connections that may be open. */
public final class Sockets {
    /** The address. */
    public static final String PATH = "/v1/stream";

    private final Posts posts;
    private final LiveFeed live;
    private final Sender.Finder senders;
    private final Connection.Shared shared;
    private final Consumer<HttpServerRequest> whenOver;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places;
    private volatile boolean draining;

    /** What the address says of the messages to come. */
    private record Parameters(@Nullable EventKind kind, TimestampUnit unit) {}

    /**
     * No connection is open yet.
     *
     * @param whenOver is given the request of each connection that has ended
     */
    public Sockets(
            Posts posts,
            LiveFeed live,
            Sender.Finder senders,
            SocketSettings settings,
            NanoClock clock,
            ObjectMapper json,
            SocketListener listener,
            Consumer<HttpServerRequest> whenOver) {
        this.posts = requireNonNull(posts, "posts is null");
        this.live = requireNonNull(live, "live is null");
        this.senders = requireNonNull(senders, "senders is null");
        this.shared = new Connection.Shared(settings, clock, json, listener);
        this.whenOver = requireNonNull(whenOver, "whenOver is null");
        this.places = new AtomicInteger(settings.maxConnections());
    }

    /** Connections that are open. */
    public int open() {
        return connections.size();
    }

    /** Opens no more, takes no more messages, answers those that have been read, and closes every connection. */
    public void drain() {
        draining = true;
        connections.forEach(Connection::drain);
    }

    /** Answers a request for a connection. On the event loop. */
    public void handle(RoutingContext handshake) {
        HttpServerRequest request = handshake.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            handshake.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            refuse(handshake, ProblemKind.UPGRADE_REQUIRED, PATH + " takes WebSocket connections only");
            return;
        }
        Optional<Parameters> parameters = parameters(handshake);
        if (parameters.isEmpty()) {
            return;
        }
        if (draining) {
            refuse(handshake, ProblemKind.NOT_READY, "the service is shutting down");
        } else if (places.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            refuse(
                    handshake,
                    ProblemKind.TOO_MANY_CONNECTIONS,
                    shared.settings().maxConnections() + " connections are open already");
        } else {
            upgrade(handshake, parameters.get());
        }
    }

    private void upgrade(RoutingContext handshake, Parameters parameters) {
        MessageReader reader = new MessageReader(posts, live, parameters.kind, parameters.unit, senders.of(handshake));
        Context context = handshake.vertx().getOrCreateContext();
        handshake.request().toWebSocket().onComplete(upgraded -> {
            if (upgraded.succeeded()) {
                begin(upgraded.result(), context, reader, handshake.request());
            } else {
                places.incrementAndGet();
                // Mostly, Vert.x has answered.
                if (!handshake.response().ended()) {
                    refuse(handshake, ProblemKind.UPGRADE_REQUIRED, "this is no handshake of RFC 6455");
                }
            }
        });
    }

    private void begin(ServerWebSocket socket, Context context, MessageReader reader, HttpServerRequest request) {
        Connection connection = new Connection(socket, context, reader, shared);
        connections.add(connection);
        connection.open(() -> {
            places.incrementAndGet();
            whenOver.accept(request);
            connections.remove(connection);
        });
        if (draining) {
            connection.drain();
        }
    }

    private Optional<Parameters> parameters(RoutingContext handshake) {
        String kind = handshake.request().getParam("kind");
        Optional<EventKind> named = Arrays.stream(EventKind.values())
                .filter(one -> one.label().equals(kind))
                .findFirst();
        if (kind != null && named.isEmpty()) {
            refuse(handshake, ProblemKind.BAD_PARAMETER, "kind must be trade, quote, correction or cancel");
            return Optional.empty();
        }
        String tsUnit = handshake.request().getParam("ts_unit");
        Optional<TimestampUnit> unit = tsUnit == null ? Optional.of(TimestampUnit.NS) : TimestampUnit.named(tsUnit);
        if (unit.isEmpty()) {
            refuse(handshake, ProblemKind.BAD_PARAMETER, "ts_unit must be ns, us, ms, s or auto");
        }
        return unit.map(known -> new Parameters(named.orElse(null), known));
    }

    private void refuse(RoutingContext handshake, ProblemKind kind, String detail) {
        Problem problem = Problem.of(kind, detail);
        handshake.response().setStatusCode(problem.status());
        handshake.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (problem.status() == 503) {
            handshake.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        try {
            handshake.response().end(shared.json().writeValueAsString(problem));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem cannot be written", impossible);
        }
    }
}
