package io.tapeline.ingest.parse;

import io.tapeline.ingest.parse.EventFields.Form;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of any length as CSV (RFC 4180, UTF-8, commas) in constant memory. The first line names the columns, by
 * the names of the API's fields in any order; an empty value is an absent field. A bad line costs that line. No field can
 * hold a line's end, so a quoted one is a bad line too.
 *
 * <p>Reusable; not thread safe. State bound: one buffer of a line's greatest length and 64 KiB, and the fields' cache.
 */
public final class CsvReader implements BodyReader {
    private final EventFields fields;
    private final @Nullable EventKind kind;
    private final int maxItemBytes;
    private final Body body;
    private final byte[] unquoted;

    private List<Field> columns = List.of();
    private long index;

    /**
     * A reader for many bodies, one after the other.
     *
     * @param kind what each line is; null when its {@code type} says so
     * @param maxBodyBytes the longest body, decompressed
     * @param clock our clock, nanoseconds since the epoch
     */
    public CsvReader(
            EventRules rules, @Nullable EventKind kind, TimestampUnit unit, long maxBodyBytes, LongSupplier clock) {
        this.fields = new EventFields(rules, kind, unit);
        this.kind = kind;
        this.maxItemBytes = rules.maxItemBytes();
        this.body = new Body(rules, maxBodyBytes, clock, fields::setNow);
        this.unquoted = new byte[rules.maxItemBytes() + EventParser.PADDING];
    }

    @Override
    public @Nullable Stop read(InputStream in, EventSink items) throws IOException {
        index = 0;
        return body.read(in, items, () -> index, () -> whole(items));
    }

    private @Nullable Stop whole(EventSink sink) throws IOException {
        body.skipByteOrderMark();
        if (!body.skipBlank()) {
            return body.stop(0, RejectCode.EMPTY_BODY, "the body is empty");
        }
        int headerEnd = lineEnd();
        if (headerEnd < 0) {
            return body.stop(0, RejectCode.BAD_HEADER, "the header is longer than " + maxItemBytes + " bytes");
        }
        String problem = header(headerEnd);
        if (problem != null) {
            return body.stop(0, RejectCode.BAD_HEADER, problem);
        }
        body.at = headerEnd;
        while (body.skipBlank()) {
            if (!line(sink)) {
                return null;
            }
            index++;
        }
        return null;
    }

    private boolean line(EventSink sink) throws IOException {
        int end = lineEnd();
        if (end < 0) {
            sink.reject(index, RejectCode.LINE_TOO_LONG, () -> "longer than " + maxItemBytes + " bytes");
            body.skipLine();
            return true;
        }
        fields.begin();
        values(body.buffer, body.at, trimmed(body.at, end));
        fields.finish();
        body.at = end;
        return fields.deliver(index, sink);
    }

    /** The end of the line that is next, which is then held whole; -1 if it is too long. */
    private int lineEnd() throws IOException {
        int searched = 0;
        while (true) {
            for (int i = body.at + searched; i < body.limit; i++) {
                if (body.buffer[i] == '\n') {
                    return body.isTooLong(i) ? -1 : i;
                }
            }
            searched = body.limit - body.at;
            if (body.isTooLong(body.limit)) {
                return -1;
            }
            if (!body.fill()) {
                return body.limit;
            }
        }
    }

    private int trimmed(int from, int end) {
        return end > from && body.buffer[end - 1] == '\r' ? end - 1 : end;
    }

    /** Takes the columns' names; what is wrong with them, or null. */
    private @Nullable String header(int end) {
        List<Field> named = new ArrayList<>();
        String line = new String(body.buffer, body.at, trimmed(body.at, end) - body.at, StandardCharsets.ISO_8859_1);
        for (String cell : line.split(",", -1)) {
            String name = unquotedName(cell.strip());
            byte[] padded = new byte[name.length() + EventParser.PADDING];
            System.arraycopy(name.getBytes(StandardCharsets.ISO_8859_1), 0, padded, 0, name.length());
            Field field = Field.of(padded, 0, name.length());
            if (field == null) {
                return "the header names a column that there is not: " + JsonText.excerpt(padded, 0, name.length());
            }
            if (named.contains(field)) {
                return "the header names a column twice: " + field.label();
            }
            named.add(field);
        }
        Field missing = missing(named);
        if (missing != null) {
            return "the header lacks a column: " + missing.label();
        }
        columns = named;
        return null;
    }

    private static String unquotedName(String name) {
        boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }

    private @Nullable Field missing(List<Field> named) {
        int bits = 0;
        for (Field field : named) {
            bits |= field.bit();
        }
        return kind == null ? Field.first(Field.TYPE.bit() & ~bits) : kind.missing(bits);
    }

    private void values(byte[] text, int from, int to) {
        int high = 0;
        for (int i = from; i < to; i++) {
            high |= text[i];
        }
        if (high < 0 && !JsonText.isUtf8(text, from, to)) {
            fields.problem().add(RejectCode.INVALID_UTF8, null, text, from, to);
            return;
        }
        int at = from;
        for (int column = 0; column < columns.size(); column++) {
            if (column > 0) {
                if (at >= to || text[at] != ',') {
                    malformed(text, from, to);
                    return;
                }
                at++;
            }
            at = at < to && text[at] == '"'
                    ? quoted(columns.get(column), text, at + 1, to)
                    : plain(columns.get(column), text, at, to);
            if (at < 0) {
                malformed(text, from, to);
                return;
            }
        }
        if (at != to) {
            malformed(text, from, to);
        }
    }

    private void malformed(byte[] text, int from, int to) {
        fields.problem().add(RejectCode.MALFORMED_CSV, null, text, from, to);
    }

    private int plain(Field field, byte[] text, int from, int to) {
        int end = from;
        for (; end < to && text[end] != ','; end++) {
            if (text[end] == '"') {
                return -1;
            }
        }
        set(field, text, from, end);
        return end;
    }

    private int quoted(Field field, byte[] text, int from, int to) {
        int length = 0;
        for (int i = from; i < to; i++) {
            if (text[i] != '"') {
                unquoted[length++] = text[i];
            } else if (i + 1 < to && text[i + 1] == '"') {
                unquoted[length++] = '"';
                i++;
            } else {
                set(field, unquoted, 0, length);
                return i + 1;
            }
        }
        return -1;
    }

    private void set(Field field, byte[] text, int from, int to) {
        if (from < to) {
            fields.set(field, text, from, to, Form.STRING);
        }
    }
}
