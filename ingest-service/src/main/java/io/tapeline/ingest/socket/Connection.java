package io.tapeline.ingest.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.tapeline.ingest.api.PostProblems;
import io.tapeline.ingest.api.Problem;
import io.tapeline.ingest.api.ProblemKind;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.post.PostOutcome;
import io.tapeline.ingest.post.PostType;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One producer's connection. Messages are read one at a time, in order, on a worker; nothing waits for the stream. While
 * as much is unacknowledged as may be, or the client does not take its answers, the socket is not read.
 *
 * <p>All methods are for the connection's event loop, but {@link #drain}. State bound: the settings' messages and bytes, and
 * what Vert.x holds of a socket that is not read: 16 frames of a message's length at most.
 */
final class Connection {
    /** Close codes of RFC 6455. */
    private static final short GOING_AWAY = 1001;

    private static final short POLICY = 1008;

    /** How long a message that finds no place waits until it is tried again. */
    private static final long RETRY_MILLIS = 20;

    /** How long a message of one who sends too fast waits at most until it is tried again, milliseconds. */
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private static final int LONGEST_RESUME = 64;

    /** What all connections share. */
    record Shared(SocketSettings settings, NanoClock clock, ObjectMapper json, SocketListener listener) {}

    private final ServerWebSocket socket;
    private final Context context;
    private final MessageReader reader;
    private final Shared shared;
    private final Window window = new Window();

    private @Nullable Buffer partial;
    private PostType.Format format = PostType.Format.JSON;
    private boolean tooLong;

    private boolean receiving = true;
    private boolean reading;
    private boolean draining;
    private boolean closing;
    private boolean closed;
    private long heard;

    Connection(ServerWebSocket socket, Context context, MessageReader reader, Shared shared) {
        this.socket = socket;
        this.context = context;
        this.reader = reader;
        this.shared = shared;
        this.heard = shared.clock.nanoTime();
    }

    /** Begins; the handler is told of the end. */
    void open(Runnable whenClosed) {
        long pings = context.owner().setPeriodic(shared.settings.pingInterval().toMillis(), timer -> ping());
        socket.frameHandler(this::frame);
        socket.pongHandler(pong -> heard = shared.clock.nanoTime());
        socket.drainHandler(unused -> flow());
        // What goes wrong with a socket ends it: what is left is to say why, where the client is at fault.
        socket.exceptionHandler(failure -> {
            if (failure instanceof CorruptedWebSocketFrameException frame) {
                close((short) frame.closeStatus().code(), frame.closeStatus().reasonText());
            }
        });
        socket.closeHandler(unused -> {
            closed = true;
            context.owner().cancelTimer(pings);
            window.dropWaiting();
            whenClosed.run();
        });
    }

    /** Takes nothing more, answers what has been read, and closes. From any thread. */
    void drain() {
        context.runOnContext(unused -> {
            draining = true;
            if (!reading) {
                window.dropWaiting();
            }
            answer();
        });
    }

    private void frame(WebSocketFrame frame) {
        heard = shared.clock.nanoTime();
        if (!frame.isText() && !frame.isBinary() && !frame.isContinuation()) {
            return;
        }
        Buffer content = frame.binaryData();
        if (!frame.isContinuation()) {
            format = frame.isText() ? PostType.Format.JSON : PostType.Format.AVRO;
            tooLong = false;
            partial = null;
        }
        int length = content.length() + (partial == null ? 0 : partial.length());
        if (tooLong || length > shared.settings.maxMessageBytes()) {
            tooLong = true;
            partial = null;
        } else {
            partial = partial == null
                    ? content
                    : Buffer.buffer(length).appendBuffer(partial).appendBuffer(content);
        }
        if (frame.isFinal()) {
            byte[] message = partial == null ? new byte[0] : partial.getBytes();
            partial = null;
            message(message);
        }
    }

    private void message(byte[] content) {
        if (draining || closing) {
            return;
        }
        if (window.refused() > 0) {
            resume(content);
            return;
        }
        Problem fault = tooLong
                ? Problem.of(
                        ProblemKind.TOO_LARGE,
                        "the message is longer than " + shared.settings.maxMessageBytes() + " bytes")
                : null;
        window.receive(format, content, fault);
        flow();
        readNext();
    }

    /** After a refusal nothing counts but the client's word that it begins again there. */
    private void resume(byte[] content) {
        if (format != PostType.Format.JSON || content.length > LONGEST_RESUME) {
            return;
        }
        try {
            JsonNode number = shared.json.readTree(content).path("resume");
            if (number.isIntegralNumber() && number.asLong() == window.refused()) {
                window.resume();
            } else if (!number.isMissingNode()) {
                close(POLICY, "resume must be " + window.refused());
            }
        } catch (IOException notJson) {
            // One of the messages that were on their way when the other was refused.
        }
    }

    private void readNext() {
        Message message = window.next();
        if (message == null || reading || closed) {
            return;
        }
        reading = true;
        if (message.fault() != null) {
            done(message, null, message.fault());
            return;
        }
        admit(message);
    }

    /** Reads a message once its sender may have it read. */
    private void admit(Message message) {
        long wait = reader.sender().takeMessage();
        if (wait == 0 || draining) {
            read(message, shared.clock.nanoTime());
        } else {
            // Meanwhile the socket is read no further than the window holds: who is too fast is slowed down, not sent
            // away.
            long millis = Math.max(1, Math.min(wait / 1_000_000, LONGEST_WAIT_MILLIS));
            later(millis, () -> admit(message));
        }
    }

    private void read(Message message, long since) {
        context.<PostOutcome>executeBlocking(() -> reader.read(message), false)
                .onComplete(outcome -> outcome(message, since, outcome));
    }

    private void later(long millis, Runnable task) {
        context.owner().setTimer(millis, timer -> {
            if (!closed) {
                task.run();
            }
        });
    }

    private void outcome(Message message, long since, AsyncResult<PostOutcome> result) {
        if (result.failed()) {
            done(message, null, PostProblems.of(result.cause()));
        } else if (result.result() instanceof PostOutcome.Read read) {
            reader.sender().charge(read.accepted() + read.rejectedCount());
            done(message, read, PostProblems.of(read));
        } else if (result.result() instanceof PostOutcome.Refused refused) {
            boolean passes = refused.reason() != PostOutcome.Reason.NOT_READY;
            boolean patient =
                    shared.clock.nanoTime() - since < shared.settings.patience().toNanos();
            if (passes && patient && !closed && !draining) {
                later(RETRY_MILLIS, () -> read(message, since));
            } else {
                done(message, null, PostProblems.of(refused));
            }
        }
    }

    private void done(Message message, PostOutcome.@Nullable Read read, @Nullable Problem problem) {
        reading = false;
        if (message.equals(window.next())) {
            Window.Entry entry = window.read(read, problem);
            if (read == null) {
                entry.settle(problem);
            } else {
                read.stored()
                        .whenComplete((stored, failure) -> context.runOnContext(unused -> {
                            entry.settle(failure == null ? null : PostProblems.of(failure));
                            answer();
                        }));
            }
        }
        if (draining) {
            window.dropWaiting();
        }
        answer();
        readNext();
    }

    /** Sends the answers that are due. */
    private void answer() {
        for (Optional<Answer> due = window.poll(); due.isPresent(); due = window.poll()) {
            Answer answer = due.get();
            if (answer instanceof Answer.Nack nack) {
                shared.listener.refused(nack.problem().name());
            } else {
                shared.listener.acknowledged();
            }
            send(answer);
        }
        if (draining && !reading && window.count() == 0) {
            close(GOING_AWAY, "the service is shutting down");
        }
        flow();
    }

    private void send(Answer answer) {
        if (closed || closing) {
            return;
        }
        try {
            socket.writeTextMessage(shared.json.writeValueAsString(answer));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer cannot be written", impossible);
        }
    }

    /** Reads the socket, or leaves it, as there is room. */
    private void flow() {
        if (closed || closing) {
            return;
        }
        SocketSettings settings = shared.settings;
        boolean room = !draining
                && window.count() < settings.maxUnacknowledged()
                && window.bytes() < settings.maxUnacknowledgedBytes()
                && !socket.writeQueueFull();
        if (room && !receiving) {
            heard = shared.clock.nanoTime();
            receiving = true;
            socket.resume();
        } else if (!room && receiving) {
            receiving = false;
            socket.pause();
        }
    }

    private void ping() {
        // Who is not read cannot be heard.
        boolean silent = receiving
                && shared.clock.nanoTime() - heard
                        >= shared.settings.idleTimeout().toNanos();
        if (silent) {
            close(GOING_AWAY, "nothing was heard for " + shared.settings.idleTimeout());
        } else if (!closed && !closing) {
            socket.writePing(Buffer.buffer());
        }
    }

    private void close(short code, String reason) {
        if (!closed && !closing) {
            closing = true;
            socket.close(code, reason);
            // The client's own word that it closes stands behind all that it has sent.
            socket.resume();
        }
    }
}
