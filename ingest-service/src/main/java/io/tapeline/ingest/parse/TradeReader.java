package io.tapeline.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of any length as trades: a JSON array, one object, or NDJSON, in constant memory. Each item goes to the
 * sink as it is read. A bad line of NDJSON costs that line; an array's syntax error ends the reading there.
 *
 * <p>Reusable; not thread safe. State bound: one buffer of an item's greatest length and 64 KiB, and the parser's cache.
 */
public final class TradeReader {
    private static final int CHUNK = 64 * 1024;

    private final TradeParser parser;
    private final TradeRules rules;
    private final long maxBodyBytes;
    private final LongSupplier clock;
    private final byte[] buffer;

    private InputStream in = InputStream.nullInputStream();
    private TradeSink sink = NO_SINK;
    private int at;
    private int limit;
    /** The body's offset of the buffer's first byte. */
    private long base;

    private boolean ended;
    private boolean refused;
    private long index;

    private static final TradeSink NO_SINK = new TradeSink() {
        @Override
        public boolean accept(long index, ParsedTrade trade) {
            return false;
        }

        @Override
        public void reject(long index, RejectCode code, Supplier<String> message) {}
    };

    /**
     * A reader for many bodies, one after the other.
     *
     * @param maxBodyBytes the longest body, decompressed
     * @param clock our clock, nanoseconds since the epoch
     */
    public TradeReader(TradeRules rules, long maxBodyBytes, LongSupplier clock) {
        this.parser = new TradeParser(rules);
        this.rules = rules;
        this.maxBodyBytes = maxBodyBytes;
        this.clock = clock;
        this.buffer = new byte[CHUNK + rules.maxItemBytes() + TradeParser.PADDING];
    }

    /**
     * Reads a body to its end, or until the sink wants no more.
     *
     * @param lines whether the body is declared to be NDJSON; if not, the first bytes tell
     * @return where the body's fault ended the reading; null if it was read whole or the sink ended it
     * @throws IOException if the stream breaks
     */
    public @Nullable Stop read(InputStream body, boolean lines, TradeSink items) throws IOException {
        in = body;
        sink = items;
        at = 0;
        limit = 0;
        base = 0;
        ended = false;
        refused = false;
        index = 0;
        try {
            return body(lines);
        } catch (BodyException e) {
            return new Stop(index, base + at, e.code(), String.valueOf(e.getMessage()));
        } finally {
            in = InputStream.nullInputStream();
            sink = NO_SINK;
        }
    }

    private @Nullable Stop body(boolean lines) throws IOException {
        skipByteOrderMark();
        if (!skipBlank()) {
            return stop(RejectCode.EMPTY_BODY, "the body is empty");
        }
        byte first = buffer[at];
        if (first == '[') {
            at++;
            return array();
        }
        if (lines) {
            return lines();
        }
        if (first == '{') {
            return isOneObject() ? object() : lines();
        }
        if (first < 0) {
            return stop(RejectCode.INVALID_UTF8, "the body is not UTF-8");
        }
        return stop(RejectCode.MALFORMED_JSON, "the body starts with neither [ nor {: " + excerpt());
    }

    private @Nullable Stop lines() throws IOException {
        while (!refused && skipBlank()) {
            int end = line();
            if (end >= 0) {
                take(end);
            } else {
                skipLine();
            }
            index++;
        }
        return null;
    }

    /** The position after the line's object, or -1 when the line was rejected as a whole. */
    private int line() throws IOException {
        while (true) {
            int end = buffer[at] == '{' ? parser.parse(buffer, at, limit, true) : JsonText.MALFORMED;
            if (end >= 0) {
                int after = JsonText.skipSpace(buffer, end, limit, true);
                if (after == limit && !ended) {
                    end = JsonText.END;
                } else if (after < limit && buffer[after] != '\n') {
                    end = JsonText.MALFORMED;
                }
            }
            int length = (end >= 0 ? end : limit) - at;
            if (length > rules.maxItemBytes() && end != JsonText.MALFORMED) {
                sink.reject(index, RejectCode.LINE_TOO_LONG, this::tooLong);
                return -1;
            }
            if (end == JsonText.END && !ended) {
                fill();
                continue;
            }
            if (end == JsonText.END) {
                sink.reject(index, RejectCode.TRUNCATED, () -> "the body ends inside the item: " + excerpt());
            } else if (end == JsonText.MALFORMED) {
                sink.reject(index, RejectCode.MALFORMED_JSON, () -> "not a JSON object: " + excerpt());
            }
            return Math.max(end, -1);
        }
    }

    private void skipLine() throws IOException {
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

    /** Whether the body starts with an object that spans lines: then it is one object, and not NDJSON. */
    private boolean isOneObject() throws IOException {
        while (true) {
            int end = parser.parse(buffer, at, limit, true);
            if (end >= 0) {
                return false;
            }
            end = parser.parse(buffer, at, limit, false);
            if (end != JsonText.END) {
                return end >= 0;
            }
            if (limit - at > rules.maxItemBytes() || !fill()) {
                return false;
            }
        }
    }

    private @Nullable Stop object() throws IOException {
        take(parser.parse(buffer, at, limit, false));
        index++;
        return !refused && skipBlank()
                ? stop(RejectCode.MALFORMED_JSON, "there is more after the object: " + excerpt())
                : null;
    }

    private @Nullable Stop array() throws IOException {
        if (!skipBlank()) {
            return truncated();
        }
        if (buffer[at] == ']') {
            return afterArray();
        }
        while (true) {
            Stop stop = element();
            if (stop != null || refused) {
                return stop;
            }
            index++;
            if (!skipBlank()) {
                return truncated();
            }
            if (buffer[at] == ']') {
                return afterArray();
            }
            if (buffer[at] != ',') {
                return stop(RejectCode.MALFORMED_JSON, "neither , nor ] after an item: " + excerpt());
            }
            at++;
            if (!skipBlank()) {
                return truncated();
            }
        }
    }

    private @Nullable Stop element() throws IOException {
        while (true) {
            boolean object = buffer[at] == '{';
            int end = object ? parser.parse(buffer, at, limit, false) : JsonText.skipValue(buffer, at, limit, false);
            if ((end >= 0 ? end : limit) - at > rules.maxItemBytes() && end != JsonText.MALFORMED) {
                return stop(RejectCode.ITEM_TOO_LONG, tooLong());
            }
            if (end == JsonText.MALFORMED) {
                return stop(RejectCode.MALFORMED_JSON, "not JSON: " + excerpt());
            }
            if (end >= 0) {
                if (object) {
                    take(end);
                } else {
                    sink.reject(index, RejectCode.WRONG_TYPE, () -> "the item is not an object: " + excerpt());
                    at = end;
                }
                return null;
            }
            if (!fill()) {
                return truncated();
            }
        }
    }

    private @Nullable Stop afterArray() throws IOException {
        at++;
        return skipBlank() ? stop(RejectCode.MALFORMED_JSON, "there is more after the array: " + excerpt()) : null;
    }

    private void take(int end) {
        RejectCode problem = parser.problem();
        if (problem == null) {
            refused = !sink.accept(index, parser.trade());
        } else {
            sink.reject(index, problem, parser::message);
        }
        at = end;
    }

    private Stop truncated() {
        return stop(RejectCode.TRUNCATED, "the body ends inside the array");
    }

    private Stop stop(RejectCode code, String message) {
        return new Stop(index, base + at, code, message);
    }

    private String tooLong() {
        return "longer than " + rules.maxItemBytes() + " bytes";
    }

    private String excerpt() {
        int end = at;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return JsonText.excerpt(buffer, at, end);
    }

    private void skipByteOrderMark() throws IOException {
        while (limit < 3 && fill()) {
            // A sender may well send the first bytes one by one.
        }
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            at = 3;
        }
    }

    /** Moves to the next byte that is not white space; false when there is none. */
    private boolean skipBlank() throws IOException {
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

    /** Reads more, keeping what is not yet consumed; false at the body's end. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        System.arraycopy(buffer, at, buffer, 0, limit - at);
        base += at;
        limit -= at;
        at = 0;
        sink.pause();
        int count = in.read(buffer, limit, buffer.length - TradeParser.PADDING - limit);
        if (count <= 0) {
            ended = true;
            return false;
        }
        limit += count;
        parser.setNow(clock.getAsLong());
        if (base + limit > maxBodyBytes) {
            throw new BodyException(RejectCode.BODY_TOO_LARGE, "the body is longer than " + maxBodyBytes + " bytes");
        }
        return true;
    }
}
