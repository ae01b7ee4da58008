package io.tapeline.local.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An ingest service that answers by a script, then accepts everything; it keeps what it was sent. Thread-safe. */
public final class ScriptedIngest implements AutoCloseable {
    /** What to do with one request. */
    @FunctionalInterface
    public interface Reaction {
        void to(HttpExchange exchange, List<String> lines) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Deque<Reaction> posts = new ArrayDeque<>();
    private final Deque<Reaction> closes = new ArrayDeque<>();
    private final List<List<String>> received = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    public ScriptedIngest() throws IOException {
        this(0);
    }

    public ScriptedIngest(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized ScriptedIngest onPost(Reaction... reactions) {
        posts.addAll(List.of(reactions));
        return this;
    }

    public synchronized ScriptedIngest onClose(Reaction... reactions) {
        closes.addAll(List.of(reactions));
        return this;
    }

    /** The lines of each post, in the order in which they came, those that failed included. */
    public synchronized List<List<String>> received() {
        return List.copyOf(received);
    }

    /** Method and path of each request. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            List<String> lines = body.lines().toList();
            reaction(exchange, lines).to(exchange, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Reaction reaction(HttpExchange exchange, List<String> lines) {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        boolean close = exchange.getRequestURI().getPath().endsWith("/close");
        if (!close) {
            received.add(lines);
        }
        Reaction next = close ? closes.poll() : posts.poll();
        return next == null ? acceptAll() : next;
    }

    public static Reaction acceptAll() {
        return (exchange, lines) ->
                answer(exchange, 200, "{\"accepted\":" + lines.size() + ",\"rejected_count\":0,\"rejected\":[]}");
    }

    public static Reaction status(int status, String body) {
        return (exchange, lines) -> answer(exchange, status, body);
    }

    /** Takes the request and breaks the connection without an answer. */
    public static Reaction drop() {
        return (exchange, lines) -> exchange.close();
    }

    public static Reaction unavailable(String retryAfter) {
        return (exchange, lines) -> {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
            answer(exchange, 503, "{\"title\":\"The stream does not keep up\"}");
        };
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
