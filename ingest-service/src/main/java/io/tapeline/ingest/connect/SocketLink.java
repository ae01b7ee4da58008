package io.tapeline.ingest.connect;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a venue's socket. It tells what it hears as {@link Signal}s, and hears no more than
 * {@value #AHEAD} messages beyond those it was told to be {@link #taken}: so a feed that cannot keep up stops the venue by
 * TCP. Its methods are for one thread, the feed's; what it holds is touched on its context alone. State bound: one message
 * of at most {@value #MAX_MESSAGE} bytes.
 *
 * <p>On Vert.x, not on the JDK's client: that one, of Java 17, may miss the end of a connection that is lost right after
 * the handshake, and then says nothing more.
 */
final class SocketLink {
    /** Messages that may wait to be taken. */
    static final int AHEAD = 256;

    private static final int MAX_MESSAGE = 4 << 20;
    private static final int CONNECT_MILLIS = 10_000;
    /** Room is given back in portions: each is a task for the event loop. */
    private static final int PORTION = 32;

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

    private final Context context;
    private final Consumer<Signal> signals;
    private int taken;

    // On the context.
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private @Nullable WebSocket socket;
    private boolean closed;

    private SocketLink(Context context, Consumer<Signal> signals) {
        this.context = context;
        this.signals = signals;
    }

    /** A client for connections. */
    static WebSocketClient client(Vertx vertx) {
        return vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setVerifyHost(true)
                .setMaxFrameSize(MAX_MESSAGE)
                .setMaxMessageSize(MAX_MESSAGE));
    }

    /** Starts to connect. */
    static SocketLink connect(Vertx vertx, WebSocketClient client, URI uri, Consumer<Signal> signals) {
        SocketLink link = new SocketLink(vertx.getOrCreateContext(), signals);
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setAbsoluteURI(uri.toString()).setTimeout(CONNECT_MILLIS);
        link.context.runOnContext(
                start -> client.connect(options).onSuccess(link::opened).onFailure(link::lose));
        return link;
    }

    private void opened(WebSocket opened) {
        socket = opened;
        if (closed) {
            opened.close();
            return;
        }
        if (opened.isClosed()) {
            lose("closed at once");
            return;
        }
        opened.pause();
        opened.frameHandler(this::frame);
        opened.exceptionHandler(this::lose);
        opened.closeHandler(end -> lose("closed, " + opened.closeStatusCode() + " " + opened.closeReason()));
        signals.accept(new Signal.Opened(this));
        opened.fetch(AHEAD);
    }

    private void frame(WebSocketFrame frame) {
        if (closed) {
            return;
        }
        boolean text = frame.isText() || frame.isContinuation();
        if (text) {
            byte[] bytes = frame.binaryData().getBytes();
            if (partial.size() + bytes.length > MAX_MESSAGE) {
                lose("a message is longer than " + MAX_MESSAGE + " bytes");
                return;
            }
            partial.writeBytes(bytes);
        }
        if (text && frame.isFinal()) {
            String message = partial.toString(StandardCharsets.UTF_8);
            partial.reset();
            signals.accept(new Signal.Message(this, message));
        } else {
            fetch(1);
        }
    }

    private void lose(Throwable reason) {
        lose(reason.toString());
    }

    private void lose(String reason) {
        if (!closed) {
            signals.accept(new Signal.Lost(this, reason));
            end();
        }
    }

    private void end() {
        closed = true;
        if (socket != null && !socket.isClosed()) {
            // What is left to hear would keep the connection from closing.
            socket.frameHandler(null);
            socket.resume();
            socket.close();
        }
    }

    private void fetch(int messages) {
        if (!closed && socket != null) {
            socket.fetch(messages);
        }
    }

    /** Sends messages in their order. */
    void send(List<String> messages) {
        context.runOnContext(start -> {
            for (String message : messages) {
                if (!closed && socket != null && !socket.isClosed()) {
                    socket.writeTextMessage(message).onFailure(this::lose);
                }
            }
        });
    }

    /** A message was dealt with: there is room for another one. */
    void taken() {
        if (++taken == PORTION) {
            taken = 0;
            context.runOnContext(start -> fetch(PORTION));
        }
    }

    /** Closes it; it tells nothing more but what is on its way. */
    void close() {
        context.runOnContext(start -> end());
    }
}
