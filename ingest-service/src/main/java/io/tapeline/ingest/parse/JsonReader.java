package io.tapeline.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of any length as items of JSON: an array, one object, or NDJSON, in constant memory. Each item goes to the
 * sink as it is read. A bad line of NDJSON costs that line; an array's syntax error ends the reading there.
 *
 * <p>Reusable; not thread safe. State bound: one buffer of an item's greatest length and 64 KiB, and the parser's state.
 */
public final class JsonReader implements BodyReader {
    private final ItemParser parser;
    private final boolean lines;
    private final int maxItemBytes;
    private final Body body;

    private EventSink sink = new NoSink();
    private boolean refused;
    private long index;

    private static final class NoSink implements EventSink {
        @Override
        public boolean accept(long index, ParsedEvent event) {
            return false;
        }

        @Override
        public void reject(long index, RejectCode code, java.util.function.Supplier<String> message) {}
    }

    /**
     * A reader for many bodies, one after the other.
     *
     * @param lines whether the bodies are declared to be NDJSON; if not, the first bytes tell
     * @param maxBodyBytes the longest body, decompressed
     * @param clock our clock, nanoseconds since the epoch
     */
    public JsonReader(ItemParser parser, boolean lines, EventRules rules, long maxBodyBytes, LongSupplier clock) {
        this.parser = parser;
        this.lines = lines;
        this.maxItemBytes = rules.maxItemBytes();
        this.body = new Body(rules, maxBodyBytes, clock, parser::setNow);
    }

    @Override
    public @Nullable Stop read(InputStream in, EventSink items) throws IOException {
        sink = items;
        refused = false;
        index = 0;
        try {
            return body.read(in, items, () -> index, this::whole);
        } finally {
            sink = new NoSink();
        }
    }

    private @Nullable Stop whole() throws IOException {
        body.skipByteOrderMark();
        if (!body.skipBlank()) {
            return stop(RejectCode.EMPTY_BODY, "the body is empty");
        }
        byte first = body.buffer[body.at];
        if (first == '[' && !(lines && parser.isStart(first))) {
            body.at++;
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
        return stop(RejectCode.MALFORMED_JSON, "the body starts with neither [ nor {: " + body.excerpt());
    }

    private @Nullable Stop lines() throws IOException {
        while (!refused && body.skipBlank()) {
            int end = line();
            if (end >= 0) {
                take(end);
            } else {
                body.skipLine();
            }
            index++;
        }
        return null;
    }

    /** The position after the line's item, or -1 when the line was rejected as a whole. */
    private int line() throws IOException {
        while (true) {
            int end = parser.isStart(body.buffer[body.at]) ? parse(true) : JsonText.MALFORMED;
            if (end >= 0) {
                int after = JsonText.skipSpace(body.buffer, end, body.limit, true);
                if (after == body.limit && !body.ended) {
                    end = JsonText.END;
                } else if (after < body.limit && body.buffer[after] != '\n') {
                    end = JsonText.MALFORMED;
                }
            }
            if (body.isTooLong(end >= 0 ? end : body.limit) && end != JsonText.MALFORMED) {
                sink.reject(index, RejectCode.LINE_TOO_LONG, this::tooLong);
                return -1;
            }
            if (end == JsonText.END && !body.ended) {
                body.fill();
                continue;
            }
            if (end == JsonText.END) {
                sink.reject(index, RejectCode.TRUNCATED, () -> "the body ends inside the item: " + body.excerpt());
            } else if (end == JsonText.MALFORMED) {
                sink.reject(index, RejectCode.MALFORMED_JSON, () -> "not a JSON object: " + body.excerpt());
            }
            return Math.max(end, -1);
        }
    }

    /** Whether the body starts with an object that spans lines: then it is one object, and not NDJSON. */
    private boolean isOneObject() throws IOException {
        while (true) {
            int end = parse(true);
            if (end >= 0) {
                return false;
            }
            end = parse(false);
            if (end != JsonText.END) {
                return end >= 0;
            }
            if (body.isTooLong(body.limit) || !body.fill()) {
                return false;
            }
        }
    }

    private @Nullable Stop object() throws IOException {
        take(parse(false));
        index++;
        return !refused && body.skipBlank()
                ? stop(RejectCode.MALFORMED_JSON, "there is more after the object: " + body.excerpt())
                : null;
    }

    private @Nullable Stop array() throws IOException {
        if (!body.skipBlank()) {
            return truncated();
        }
        if (body.buffer[body.at] == ']') {
            return afterArray();
        }
        while (true) {
            Stop stop = element();
            if (stop != null || refused) {
                return stop;
            }
            index++;
            if (!body.skipBlank()) {
                return truncated();
            }
            if (body.buffer[body.at] == ']') {
                return afterArray();
            }
            if (body.buffer[body.at] != ',') {
                return stop(RejectCode.MALFORMED_JSON, "neither , nor ] after an item: " + body.excerpt());
            }
            body.at++;
            if (!body.skipBlank()) {
                return truncated();
            }
        }
    }

    private @Nullable Stop element() throws IOException {
        while (true) {
            boolean item = parser.isStart(body.buffer[body.at]);
            int end = item ? parse(false) : JsonText.skipValue(body.buffer, body.at, body.limit, false);
            if (body.isTooLong(end >= 0 ? end : body.limit) && end != JsonText.MALFORMED) {
                return stop(RejectCode.ITEM_TOO_LONG, tooLong());
            }
            if (end == JsonText.MALFORMED) {
                return stop(RejectCode.MALFORMED_JSON, "not JSON: " + body.excerpt());
            }
            if (end >= 0) {
                if (item) {
                    take(end);
                } else {
                    sink.reject(index, RejectCode.WRONG_TYPE, () -> "the item is not an object: " + body.excerpt());
                    body.at = end;
                }
                return null;
            }
            if (!body.fill()) {
                return truncated();
            }
        }
    }

    private @Nullable Stop afterArray() throws IOException {
        body.at++;
        return body.skipBlank()
                ? stop(RejectCode.MALFORMED_JSON, "there is more after the array: " + body.excerpt())
                : null;
    }

    private int parse(boolean withinLine) {
        return parser.parse(body.buffer, body.at, body.limit, withinLine);
    }

    private void take(int end) {
        refused = !parser.deliver(index, sink);
        body.at = end;
    }

    private Stop truncated() {
        return stop(RejectCode.TRUNCATED, "the body ends inside the array");
    }

    private Stop stop(RejectCode code, String message) {
        return body.stop(index, code, message);
    }

    private String tooLong() {
        return "longer than " + maxItemBytes + " bytes";
    }
}
