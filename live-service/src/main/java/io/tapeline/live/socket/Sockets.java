package io.tapeline.live.socket;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.live.board.Board;
import io.tapeline.live.board.SeriesKey;
import io.tapeline.live.problem.Problem;
import io.tapeline.live.problem.ProblemKind;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Opens connections, and brings news to those who want it. News costs the reader of the stream a look into a map and a
 * task for each connection concerned, whatever becomes of it there. Thread safe. Bound: the connections that may be open
 * and their subscriptions.
 */
public final class Sockets {
    /** The address. */
    public static final String PATH = "/v1/live";

    private final Board board;
    private final SocketSettings settings;
    private final MessageReader reader;
    private final SocketListener listener;
    private final ObjectMapper json;
    private final LongSupplier nanoTime;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<SeriesKey, Set<Connection>> subscribers = new ConcurrentHashMap<>();
    private final AtomicInteger places;
    private volatile boolean ending;

    /**
     * No connection is open yet.
     *
     * @param maxHistory bars that a client may ask for
     */
    public Sockets(
            Board board,
            int maxHistory,
            SocketSettings settings,
            SocketListener listener,
            ObjectMapper json,
            LongSupplier nanoTime) {
        this.board = requireNonNull(board, "board is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.reader = new MessageReader(maxHistory);
        this.listener = requireNonNull(listener, "listener is null");
        this.json = requireNonNull(json, "json is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.places = new AtomicInteger(settings.maxConnections());
    }

    /** Connections that are open. */
    public int open() {
        return connections.size();
    }

    /** Series that somebody wants to hear of. */
    public int subscribed() {
        return subscribers.size();
    }

    /** There is news of these series. */
    public void changed(Collection<SeriesKey> keys) {
        for (SeriesKey key : keys) {
            Set<Connection> interested = subscribers.get(key);
            if (interested != null) {
                interested.forEach(connection -> connection.changed(key));
            }
        }
    }

    /** Opens no more, and closes every connection. */
    public void close() {
        ending = true;
        connections.forEach(Connection::goAway);
    }

    /** Answers a request for a connection. On the event loop. */
    public void handle(RoutingContext handshake) {
        if (!"websocket".equalsIgnoreCase(handshake.request().getHeader(HttpHeaders.UPGRADE))) {
            handshake.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            refuse(handshake, ProblemKind.UPGRADE_REQUIRED, PATH + " takes WebSocket connections only");
        } else if (ending) {
            refuse(handshake, ProblemKind.NOT_READY, "the service is shutting down");
        } else if (places.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            listener.refused();
            refuse(
                    handshake,
                    ProblemKind.TOO_MANY_CONNECTIONS,
                    settings.maxConnections() + " connections are open already");
        } else {
            upgrade(handshake);
        }
    }

    private void upgrade(RoutingContext handshake) {
        Context context = handshake.vertx().getOrCreateContext();
        handshake.request().toWebSocket().onComplete(upgraded -> {
            if (upgraded.succeeded()) {
                begin(upgraded.result(), context);
            } else {
                places.incrementAndGet();
                // Mostly, Vert.x has answered.
                if (!handshake.response().ended()) {
                    refuse(handshake, ProblemKind.UPGRADE_REQUIRED, "this is no handshake of RFC 6455");
                }
            }
        });
    }

    private void begin(ServerWebSocket socket, Context context) {
        Connection connection = new Connection(socket, context, settings, listener, nanoTime);
        Session session = new Session(board, reader, settings.maxSubscriptions(), new Subscriber(connection));
        connections.add(connection);
        connection.open(session, () -> {
            connections.remove(connection);
            places.incrementAndGet();
        });
        if (ending) {
            connection.goAway();
        }
    }

    /** Keeps the list of who wants to hear of what. */
    private final class Subscriber implements Session.Changes {
        private final Connection connection;

        Subscriber(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void subscribed(SeriesKey key) {
            subscribers.compute(key, (same, known) -> {
                Set<Connection> interested = known == null ? ConcurrentHashMap.newKeySet() : known;
                interested.add(connection);
                return interested;
            });
        }

        @Override
        public void unsubscribed(SeriesKey key) {
            subscribers.computeIfPresent(key, (same, interested) -> {
                interested.remove(connection);
                return interested.isEmpty() ? null : interested;
            });
        }
    }

    private void refuse(RoutingContext handshake, ProblemKind kind, String detail) {
        handshake.response().setStatusCode(kind.status());
        handshake.response().putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (kind.status() == 503) {
            handshake.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        try {
            handshake.response().end(json.writeValueAsString(Problem.of(kind, detail)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem cannot be written", impossible);
        }
    }
}
