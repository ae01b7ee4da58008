package io.tapeline.ingest.socket;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A producer on the JDK's own client. */
public final class SocketClient implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder part = new StringBuilder();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    public SocketClient(URI uri) throws Exception {
        socket = HTTP.newWebSocketBuilder().buildAsync(uri, this).get(30, SECONDS);
    }

    static SocketClient open(SocketServer server, String query) throws Exception {
        return new SocketClient(URI.create("ws://127.0.0.1:" + server.port() + Sockets.PATH + query));
    }

    /** Sends a text message. */
    public CompletableFuture<WebSocket> start(String message) {
        return socket.sendText(message, true);
    }

    /** Sends text messages, each once the one before is out. */
    public SocketClient send(String... messages) throws Exception {
        for (String message : messages) {
            start(message).get(30, SECONDS);
        }
        return this;
    }

    /** Sends a part of a text message. */
    SocketClient sendPart(String text) throws Exception {
        socket.sendText(text, false).get(30, SECONDS);
        return this;
    }

    /** Sends a binary message. */
    public SocketClient send(byte[] message) throws Exception {
        socket.sendBinary(ByteBuffer.wrap(message), true).get(30, SECONDS);
        return this;
    }

    void sendClose() throws Exception {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(30, SECONDS);
    }

    public void abort() {
        socket.abort();
    }

    /** The next answer. */
    public JsonNode answer() throws InterruptedException, JsonProcessingException {
        String answer = answers.poll(30, SECONDS);
        if (answer == null) {
            throw new AssertionError("no answer in time");
        }
        return JSON.readTree(answer);
    }

    public int waiting() {
        return answers.size();
    }

    /** The code with which the server closes. */
    public int closeCode() throws Exception {
        return closed.get(30, SECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            answers.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }
}
