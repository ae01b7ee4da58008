package io.tapeline.ingest.connect;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a venue's socket. It tells what it hears as {@link Signal}s, and hears no more than
 * {@value #AHEAD} messages beyond those it was told to be {@link #taken}: so a feed that cannot keep up stops the venue by
 * TCP. Thread safe. State bound: one message of at most {@value #MAX_MESSAGE} characters.
 */
final class SocketLink implements WebSocket.Listener {
    /** Messages that may wait to be taken. */
    static final int AHEAD = 256;

    private static final int MAX_MESSAGE = 4 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long CLOSE_SECONDS = 1;

    /** What a connection tells, with the connection, so that one that was given up can be told from the one there is. */
    sealed interface Signal {
        SocketLink link();

        /** It stands. */
        record Opened(SocketLink link) implements Signal {}

        /** A message came. */
        record Message(SocketLink link, String text) implements Signal {}

        /** It is lost, or could not be made. Nothing follows. */
        record Lost(SocketLink link, String reason) implements Signal {}
    }

    private final Consumer<Signal> signals;
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;
    private boolean closed;

    private SocketLink(Consumer<Signal> signals) {
        this.signals = signals;
    }

    /** Starts to connect. */
    static SocketLink connect(HttpClient client, URI uri, Consumer<Signal> signals) {
        SocketLink link = new SocketLink(signals);
        CompletableFuture<WebSocket> unused = client.newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .buildAsync(uri, link)
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure;
                        link.lose(cause.toString());
                    }
                });
        return link;
    }

    @Override
    public void onOpen(WebSocket opened) {
        boolean late;
        synchronized (this) {
            socket = opened;
            late = closed;
        }
        if (late) {
            opened.abort();
            return;
        }
        signals.accept(new Signal.Opened(this));
        opened.request(AHEAD);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        if (partial.length() + data.length() > MAX_MESSAGE) {
            lose("a message is longer than " + MAX_MESSAGE + " characters");
            from.abort();
            return null;
        }
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            signals.accept(new Signal.Message(this, text));
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        lose("closed by the venue, " + statusCode + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        lose(error.toString());
    }

    private void lose(String reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        signals.accept(new Signal.Lost(this, reason));
    }

    /** Sends messages one after the other. */
    void send(List<String> messages) {
        WebSocket to = open();
        if (to == null) {
            return;
        }
        CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(to);
        for (String message : messages) {
            sent = sent.thenCompose(ready -> ready.sendText(message, true));
        }
        CompletableFuture<WebSocket> unused = sent.whenComplete((done, failure) -> {
            if (failure != null) {
                lose("cannot send: " + failure);
            }
        });
    }

    /** A message was dealt with: there is room for another one. */
    void taken() {
        WebSocket from = open();
        if (from != null) {
            from.request(1);
        }
    }

    /** Closes it; it tells nothing more. */
    void close() {
        WebSocket to;
        synchronized (this) {
            if (closed && socket == null) {
                return;
            }
            closed = true;
            to = socket;
        }
        if (to != null) {
            CompletableFuture<WebSocket> unused = to.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((done, failure) -> to.abort());
        }
    }

    private synchronized @Nullable WebSocket open() {
        return closed ? null : socket;
    }
}
