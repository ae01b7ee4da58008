package io.tapeline.ingest.parse;

import io.tapeline.ingest.parse.EventFields.Form;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as an event, straight from bytes: the walk over its members, whose values {@link EventFields}
 * takes; nothing allocated but text ids. What is wrong with an item is kept as a code and worded only when asked for.
 * Reusable; not thread safe; its state is one item and the cache of its fields.
 */
public final class EventParser implements ItemParser {
    /** Bytes that an array given to {@link #parse} must have beyond the last byte of content. */
    public static final int PADDING = 16;

    private final EventRules rules;
    private final EventFields fields;
    private final byte[] unescaped;

    // The name or value just read: where it stands, which for a string with escapes is the array without them.
    private byte[] value = {};
    private int valueFrom;
    private int valueTo;

    /**
     * A parser of one kind of events, or of all.
     *
     * @param kind what each item is; null when its {@code type} says so
     */
    public EventParser(EventRules rules, @Nullable EventKind kind, TimestampUnit unit) {
        this.rules = rules;
        this.fields = new EventFields(rules, kind, unit);
        this.unescaped = new byte[rules.maxItemBytes() + PADDING];
    }

    @Override
    public boolean isStart(byte first) {
        return first == '{';
    }

    @Override
    public void setNow(long now) {
        fields.setNow(now);
    }

    @Override
    public boolean deliver(long index, EventSink sink) {
        return fields.deliver(index, sink);
    }

    @Override
    public int parse(byte[] text, int from, int to, boolean lines) {
        fields.begin();
        int i = JsonText.skipSpace(text, from + 1, to, lines);
        if (i < to && text[i] == '}') {
            fields.finish();
            return i + 1;
        }
        while (true) {
            i = member(text, i, to, lines);
            if (i < 0) {
                return i;
            }
            i = JsonText.skipSpace(text, i, to, lines);
            if (i >= to) {
                return END;
            }
            if (text[i] == '}') {
                fields.finish();
                return i + 1;
            }
            if (text[i] != ',') {
                return MALFORMED;
            }
            i = JsonText.skipSpace(text, i + 1, to, lines);
        }
    }

    private int member(byte[] text, int from, int to, boolean lines) {
        if (from >= to) {
            return END;
        }
        if (text[from] != '"') {
            return MALFORMED;
        }
        int quote = JsonText.closingQuote(text, from + 1, to);
        if (quote < 0) {
            return quote;
        }
        int i = JsonText.skipSpace(text, quote + 1, to, lines);
        if (i >= to) {
            return END;
        }
        if (text[i] != ':') {
            return MALFORMED;
        }
        i = JsonText.skipSpace(text, i + 1, to, lines);
        if (i >= to) {
            return END;
        }
        if (!string(text, from + 1, quote)) {
            return MALFORMED;
        }
        Field field = fields.named(value, valueFrom, valueTo);
        return value(text, i, to, lines, field);
    }

    private int value(byte[] text, int from, int to, boolean lines, @Nullable Field field) {
        byte first = text[from];
        int end;
        Form form;
        if (first == '"') {
            int quote = JsonText.closingQuote(text, from + 1, to);
            if (quote < 0) {
                return quote;
            }
            if (!string(text, from + 1, quote)) {
                return MALFORMED;
            }
            form = Form.STRING;
            end = quote + 1;
        } else if ((first >= '0' && first <= '9') || (first == '-' && from + 1 < to && text[from + 1] < 'A')) {
            end = JsonText.numberEnd(text, from, to);
            form = Form.NUMBER;
            at(text, from, end);
        } else if (first == '{' || first == '[') {
            end = JsonText.skipValue(text, from, to, lines);
            form = Form.NESTED;
            at(text, from, end);
        } else {
            int word = first == '-' ? from + 1 : from;
            end = JsonText.wordEnd(text, word, to);
            form = Form.WORD;
            at(text, from, end);
            if (end == word) {
                return word >= to ? END : MALFORMED;
            }
        }
        if (end < 0) {
            return end;
        }
        if (form == Form.WORD && !knownWord()) {
            return MALFORMED;
        }
        if (field != null) {
            fields.set(field, value, valueFrom, valueTo, form);
        }
        return end;
    }

    /** Sets the value to the string between two quotes; false when an escape is not JSON. */
    private boolean string(byte[] text, int from, int to) {
        int high = 0;
        boolean escaped = false;
        for (int i = from; i < to; i++) {
            high |= text[i];
            escaped |= text[i] == '\\';
        }
        at(text, from, to);
        if (high < 0 && !JsonText.isUtf8(text, from, to)) {
            fields.problem().add(RejectCode.INVALID_UTF8, null, text, from, to);
        }
        if (escaped) {
            if (to - from > rules.maxItemBytes()) {
                return false;
            }
            int length = JsonText.unescape(text, from, to, unescaped);
            if (length < 0) {
                return false;
            }
            at(unescaped, 0, length);
        }
        return true;
    }

    private void at(byte[] text, int from, int to) {
        value = text;
        valueFrom = from;
        valueTo = to;
    }

    /** JSON's three words, and the three that careless writers add, which are refused as numbers rather than as JSON. */
    private boolean knownWord() {
        return is("null")
                || is("true")
                || is("false")
                || is("NaN")
                || is("nan")
                || is("Infinity")
                || is("-Infinity")
                || is("-NaN");
    }

    private boolean is(String word) {
        return JsonText.is(value, valueFrom, valueTo, word);
    }
}
