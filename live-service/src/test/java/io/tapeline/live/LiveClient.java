package io.tapeline.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A client of the WebSocket, which remembers what it is told. */
public final class LiveClient implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private LiveClient(URI uri) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(uri, this)
                .join();
    }

    /** Connects to a service's root. */
    public static LiveClient connect(URI service) {
        return new LiveClient(URI.create(service.toString().replaceFirst("^http", "ws") + "/v1/live"));
    }

    public LiveClient send(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    public LiveClient sendBytes(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
        return this;
    }

    /** The first message that is as wanted, and is here or still to come. */
    public JsonNode await(Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> messages.stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    public JsonNode awaitType(String type) {
        return await(message -> message.path("type").asText().equals(type));
    }

    /** All that was told of a series' bars so far, and their closes, in order. */
    public List<String> closes(String symbol, String interval) {
        return messages.stream()
                .filter(message -> message.path("symbol").asText().equals(symbol)
                        && message.path("interval").asText().equals(interval))
                .flatMap(message -> {
                    List<String> closes = new ArrayList<>();
                    message.path("bars")
                            .forEach(bar -> closes.add(bar.path("close").asText()));
                    return closes.stream();
                })
                .toList();
    }

    public List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    /** The code with which the service ends the connection. */
    public int awaitClose() {
        Awaitility.await().atMost(PATIENCE).until(closed::isDone);
        return closed.join();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                messages.add(JSON.readTree(text.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.setLength(0);
        }
        webSocket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(-1);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
