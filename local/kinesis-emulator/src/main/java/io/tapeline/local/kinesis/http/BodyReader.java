package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.stream.ErrorType;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Reads request bodies into arrays, never more than 64 MB or a quarter of the heap of them at a time over all connections: beyond that,
 * requests wait unread, and TCP holds the clients back.
 */
final class BodyReader {
    static final int MAX_BODY = 12 << 20;

    private static final long MAX_IN_FLIGHT =
            Math.min(64L << 20, Math.max(MAX_BODY, Runtime.getRuntime().maxMemory() / 4));

    private final Vertx vertx;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long inFlight;

    BodyReader(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Reads a body; one of the two is called, on the request's context, unless the client goes away.
     *
     * <p>The room that the body takes is given back when {@code whole} returns.
     */
    void read(HttpServerRequest request, Consumer<byte[]> whole, Consumer<KinesisException> refused) {
        int expected = expectedLength(request);
        if (expected > MAX_BODY) {
            refused.accept(tooLarge());
            return;
        }
        int room = expected < 0 ? MAX_BODY : expected;
        Collecting collecting = new Collecting(Math.max(expected, 0), room, whole, refused);
        request.pause();
        request.exceptionHandler(gone -> collecting.release());
        request.handler(collecting::add);
        request.endHandler(end -> collecting.finish());
        Context context = vertx.getOrCreateContext();
        admit(new Waiting(room, () -> context.runOnContext(ignored -> request.resume()), collecting));
    }

    private static int expectedLength(HttpServerRequest request) {
        String header = request.getHeader("Content-Length");
        if (header == null) {
            return -1;
        }
        try {
            return (int) Math.min(Integer.MAX_VALUE, Math.max(-1, Long.parseLong(header)));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static KinesisException tooLarge() {
        return new KinesisException(ErrorType.INVALID_ARGUMENT, "The request exceeds " + MAX_BODY + " bytes.");
    }

    private void admit(Waiting next) {
        synchronized (this) {
            if (inFlight > 0 && inFlight + next.room() > MAX_IN_FLIGHT) {
                waiting.add(next);
                return;
            }
            inFlight += next.room();
            next.collecting().admitted = true;
        }
        next.start().run();
    }

    private void giveBack(Collecting collecting) {
        Waiting next;
        synchronized (this) {
            if (collecting.admitted) {
                collecting.admitted = false;
                inFlight -= collecting.room;
            } else {
                waiting.removeIf(entry -> entry.collecting() == collecting);
            }
            next = waiting.peek();
            if (next == null || (inFlight > 0 && inFlight + next.room() > MAX_IN_FLIGHT)) {
                return;
            }
            waiting.remove();
        }
        admit(next);
    }

    private record Waiting(int room, Runnable start, Collecting collecting) {}

    /** One body on its way in. All but {@code admitted}, which the reader guards, stays on the request's context. */
    private final class Collecting {
        private final int room;
        private final Consumer<byte[]> whole;
        private final Consumer<KinesisException> refused;
        private byte[] bytes;
        private int length;
        private boolean over;
        private boolean released;
        private boolean admitted;

        Collecting(int expected, int room, Consumer<byte[]> whole, Consumer<KinesisException> refused) {
            this.bytes = new byte[expected];
            this.room = room;
            this.whole = whole;
            this.refused = refused;
        }

        void add(Buffer chunk) {
            int end = length + chunk.length();
            if (over || end > MAX_BODY) {
                over = true;
                return;
            }
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, Math.min(MAX_BODY, bytes.length * 2)));
            }
            chunk.getBytes(bytes, length);
            length = end;
        }

        void finish() {
            try {
                if (over) {
                    refused.accept(tooLarge());
                } else {
                    whole.accept(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
                }
            } finally {
                release();
            }
        }

        void release() {
            if (!released) {
                released = true;
                bytes = new byte[0];
                giveBack(this);
            }
        }
    }
}
