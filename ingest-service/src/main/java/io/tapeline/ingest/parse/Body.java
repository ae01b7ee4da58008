package io.tapeline.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body as it arrives: a window over its bytes that always holds the item being read. Reusable; not thread safe. State
 * bound: one buffer of an item's greatest length and 64 KiB.
 */
final class Body {
    private static final int CHUNK = 64 * 1024;

    private final EventRules rules;
    private final long maxBytes;
    private final LongSupplier clock;
    private final LongConsumer time;

    /** Content is at {@code [at, limit)}; {@link EventParser#PADDING} bytes beyond it may be read and mean nothing. */
    final byte[] buffer;

    int at;
    int limit;
    /** There is no more to come. */
    boolean ended;

    private InputStream in = InputStream.nullInputStream();
    private Runnable pause = () -> {};
    /** The body's offset of the buffer's first byte. */
    private long base;

    /**
     * Bodies, one after the other.
     *
     * @param maxBytes the longest body, decompressed
     * @param clock our clock, nanoseconds since the epoch
     * @param time is told the time whenever bytes have arrived
     */
    Body(EventRules rules, long maxBytes, LongSupplier clock, LongConsumer time) {
        this.rules = rules;
        this.maxBytes = maxBytes;
        this.clock = clock;
        this.time = time;
        this.buffer = new byte[CHUNK + rules.maxItemBytes() + EventParser.PADDING];
    }

    /** How a body is read, once it is open. */
    interface Reading {
        /** Reads to the end, or to the fault that is answered. */
        @Nullable
        Stop read() throws IOException;
    }

    /** Opens a body, reads it, and lets go of it. */
    @Nullable
    Stop read(InputStream body, EventSink sink, LongSupplier index, Reading reading) throws IOException {
        in = body;
        pause = sink::pause;
        at = 0;
        limit = 0;
        base = 0;
        ended = false;
        try {
            return reading.read();
        } catch (BodyException e) {
            return stop(index.getAsLong(), e.code(), String.valueOf(e.getMessage()));
        } finally {
            in = InputStream.nullInputStream();
            pause = () -> {};
        }
    }

    Stop stop(long index, RejectCode code, String message) {
        return new Stop(index, base + at, code, message);
    }

    /** A piece of what comes next, for messages: at most to the line's end. */
    String excerpt() {
        int end = at;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return JsonText.excerpt(buffer, at, end);
    }

    /** Whether what is held is longer than an item may be. */
    boolean isTooLong(int end) {
        return end - at > rules.maxItemBytes();
    }

    void skipByteOrderMark() throws IOException {
        while (limit < 3 && fill()) {
            // A sender may well send the first bytes one by one.
        }
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            at = 3;
        }
    }

    /** Moves to the next byte that is not white space; false when there is none. */
    boolean skipBlank() throws IOException {
        while (true) {
            at = JsonText.skipSpace(buffer, at, limit, false);
            if (at < limit) {
                return true;
            }
            if (!fill()) {
                return false;
            }
        }
    }

    /** Moves to the line's end, or to the body's. */
    void skipLine() throws IOException {
        while (true) {
            for (; at < limit; at++) {
                if (buffer[at] == '\n') {
                    return;
                }
            }
            if (!fill()) {
                return;
            }
        }
    }

    /** Reads more, keeping what is not yet consumed, which moves to the buffer's start; false at the body's end. */
    boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        System.arraycopy(buffer, at, buffer, 0, limit - at);
        base += at;
        limit -= at;
        at = 0;
        pause.run();
        int count = in.read(buffer, limit, buffer.length - EventParser.PADDING - limit);
        if (count <= 0) {
            ended = true;
            return false;
        }
        limit += count;
        time.accept(clock.getAsLong());
        if (base + limit > maxBytes) {
            throw new BodyException(RejectCode.BODY_TOO_LARGE, "the body is longer than " + maxBytes + " bytes");
        }
        return true;
    }
}
