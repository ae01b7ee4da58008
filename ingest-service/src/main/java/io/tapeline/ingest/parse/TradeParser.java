package io.tapeline.ingest.parse;

import static io.tapeline.ingest.parse.JsonText.END;
import static io.tapeline.ingest.parse.JsonText.MALFORMED;

import io.tapeline.ingest.parse.TradeFields.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as a trade, straight from bytes: the walk over its members, whose values {@link TradeFields}
 * takes; nothing allocated but text ids. What is wrong with an item is kept as a code and worded only when asked for.
 * Reusable; not thread safe; its state is one item and the cache of its fields.
 */
public final class TradeParser {
    /** Bytes that an array given to {@link #parse} must have beyond the last byte of content. */
    public static final int PADDING = 16;

    private final TradeRules rules;
    private final TradeFields fields;
    private final byte[] unescaped;

    // The name or value just read: where it stands, which for a string with escapes is the array without them.
    private byte[] value = {};
    private int valueFrom;
    private int valueTo;

    public TradeParser(TradeRules rules) {
        this.rules = rules;
        this.fields = new TradeFields(rules);
        this.unescaped = new byte[rules.maxItemBytes() + PADDING];
    }

    /** Sets our clock, nanoseconds since the epoch: the bound of the future, and {@code ts_recv} where none is given. */
    public void setNow(long now) {
        fields.setNow(now);
    }

    /** The trade read last, when {@link #problem()} is null. */
    public ParsedTrade trade() {
        return fields.trade();
    }

    /** What is wrong with the item read last; null when it is a valid trade. */
    public @Nullable RejectCode problem() {
        return fields.problem().code();
    }

    /**
     * Reads the object whose opening brace is at {@code from}.
     *
     * @param lines whether a line's end ends the item
     * @return the position after the object, {@code JsonText.END} or {@code JsonText.MALFORMED}
     */
    int parse(byte[] text, int from, int to, boolean lines) {
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
        Kind kind;
        if (first == '"') {
            int quote = JsonText.closingQuote(text, from + 1, to);
            if (quote < 0) {
                return quote;
            }
            if (!string(text, from + 1, quote)) {
                return MALFORMED;
            }
            kind = Kind.STRING;
            end = quote + 1;
        } else if ((first >= '0' && first <= '9') || (first == '-' && from + 1 < to && text[from + 1] < 'A')) {
            end = JsonText.numberEnd(text, from, to);
            kind = Kind.NUMBER;
            at(text, from, end);
        } else if (first == '{' || first == '[') {
            end = JsonText.skipValue(text, from, to, lines);
            kind = Kind.NESTED;
            at(text, from, end);
        } else {
            int word = first == '-' ? from + 1 : from;
            end = JsonText.wordEnd(text, word, to);
            kind = Kind.WORD;
            at(text, from, end);
            if (end == word) {
                return word >= to ? END : MALFORMED;
            }
        }
        if (end < 0) {
            return end;
        }
        if (kind == Kind.WORD && !knownWord()) {
            return MALFORMED;
        }
        if (field != null) {
            fields.set(field, value, valueFrom, valueTo, kind);
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

    /** The problem in words: which field, what is wrong with it, and what it holds. */
    String message() {
        return fields.problem().message(rules);
    }
}
