package io.tapeline.ingest.connect;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A venue on this machine: a socket that does what the test says, and a REST API. It keeps what it was sent and asked.
 * Thread safe.
 */
final class VenueServer implements AutoCloseable {
    /** An answer over REST. */
    record Reply(int status, Map<String, String> headers, String body) {
        static Reply ok(String body) {
            return new Reply(200, Map.of("Content-Type", "application/json"), body);
        }
    }

    /** One connection of a client, seen from the venue. */
    final class Connection {
        private final ServerWebSocket socket;
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        private Connection(ServerWebSocket socket) {
            this.socket = socket;
            socket.textMessageHandler(text -> {
                received.add(text);
                if (answers != null) {
                    answers.apply(text).forEach(socket::writeTextMessage);
                }
            });
        }

        /** The next message from the client. */
        String received() throws InterruptedException {
            return await(received);
        }

        Connection send(String... messages) {
            for (String message : messages) {
                socket.writeTextMessage(message);
            }
            return this;
        }

        /** Whether what is sent piles up here. */
        boolean isHeldUp() {
            return socket.writeQueueFull();
        }

        boolean isClosed() {
            return socket.isClosed();
        }

        /** Ends it without a word. */
        void drop() {
            socket.close((short) 1001);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile @Nullable Function<String, List<String>> answers;
    private volatile Function<HttpServerRequest, Reply> rest = request -> new Reply(404, Map.of(), "");

    VenueServer() {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .webSocketHandler(socket -> connections.add(new Connection(socket)))
                .requestHandler(request -> {
                    asked.add(request.uri());
                    Reply reply = rest.apply(request);
                    reply.headers().forEach(request.response()::putHeader);
                    request.response().setStatusCode(reply.status()).end(reply.body());
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** What it says to each message of a client. */
    VenueServer answering(Function<String, List<String>> toMessage) {
        answers = toMessage;
        return this;
    }

    /** What its REST API says. */
    VenueServer serving(Function<HttpServerRequest, Reply> toRequest) {
        rest = toRequest;
        return this;
    }

    URI socketUrl() {
        return URI.create("ws://127.0.0.1:" + server.actualPort() + "/ws");
    }

    URI restUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** The paths and queries it was asked for, in order. */
    List<String> asked() {
        return asked;
    }

    /** The next connection. */
    Connection connection() throws InterruptedException {
        return await(connections);
    }

    private static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
