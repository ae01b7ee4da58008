package io.tapeline.ingest.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
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
 * On the JDK alone, since Quarkus switches the sockets of Vert.x off for a whole test run. Thread safe.
 */
final class VenueServer implements AutoCloseable {
    /** A question over REST. */
    record Request(Map<String, String> query, Function<String, @Nullable String> headers) {
        String parameter(String name) {
            String value = query.get(name);
            if (value == null) {
                throw new AssertionError("no " + name + " in " + query);
            }
            return value;
        }

        @Nullable
        String header(String name) {
            return headers.apply(name);
        }
    }

    /** An answer over REST. */
    record Reply(int status, Map<String, String> headers, String body) {
        static Reply ok(String body) {
            return new Reply(200, Map.of("Content-Type", "application/json"), body);
        }
    }

    private final ServerSocket listener;
    private final HttpServer rest;
    private final BlockingQueue<VenueConnection> connections = new LinkedBlockingQueue<>();
    private final List<VenueConnection> all = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private volatile Function<String, List<String>> answers = message -> List.of();
    private volatile Function<Request, Reply> replies = request -> new Reply(404, Map.of(), "");

    VenueServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread accepting = new Thread(this::accept, "venue-accept");
        accepting.setDaemon(true);
        accepting.start();
        rest.createContext("/", this::answer);
        rest.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                VenueConnection connection = new VenueConnection(socket, message -> answers.apply(message));
                all.add(connection);
                connection.start(() -> connections.add(connection));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        asked.add(uri.toString());
        Reply reply = replies.apply(
                new Request(query(uri), name -> exchange.getRequestHeaders().getFirst(name)));
        byte[] body = reply.body().getBytes(UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                int equals = pair.indexOf('=');
                query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return query;
    }

    /** What it says to each message of a client. */
    VenueServer answering(Function<String, List<String>> toMessage) {
        answers = toMessage;
        return this;
    }

    /** What its REST API says. */
    VenueServer serving(Function<Request, Reply> toRequest) {
        replies = toRequest;
        return this;
    }

    URI socketUrl() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/ws");
    }

    URI restUrl() {
        return URI.create("http://127.0.0.1:" + rest.getAddress().getPort());
    }

    /** The paths and queries it was asked for, in order. */
    List<String> asked() {
        return asked;
    }

    /** The next connection. */
    VenueConnection connection() throws InterruptedException {
        VenueConnection next = connections.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no connection came");
        }
        return next;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rest.stop(0);
        all.forEach(VenueConnection::cut);
    }
}
