package io.tapeline.batch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for a service of AWS that speaks JSON: one answer to every request, on 127.0.0.1. */
public final class FakeAws implements AutoCloseable {
    private final HttpServer server;
    private final int status;
    private final String answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private FakeAws(int status, String answer) throws IOException {
        this.status = status;
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Secrets Manager with a secret. */
    public static FakeAws withSecret(String secret) throws IOException {
        return new FakeAws(200, "{\"SecretString\":\"" + secret.replace("\"", "\\\"") + "\"}");
    }

    /** Any service, which refuses. */
    public static FakeAws refusing(String code, String message) throws IOException {
        return new FakeAws(400, "{\"__type\":\"" + code + "\",\"Message\":\"" + message + "\"}");
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Of each request so far: operation, signature's scope, and body. */
    public List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
