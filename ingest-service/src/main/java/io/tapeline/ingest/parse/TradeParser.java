package io.tapeline.ingest.parse;

import static io.tapeline.ingest.parse.JsonText.END;
import static io.tapeline.ingest.parse.JsonText.MALFORMED;

import io.tapeline.model.FixedPoint;
import io.tapeline.model.Side;
import io.tapeline.model.TradeKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as a trade, straight from bytes: numbers as their raw text, names and symbols through a small
 * cache, nothing allocated but text ids. What is wrong with an item is kept as a code and worded only when asked for.
 * Reusable; not thread safe; its state is one item and the cache.
 */
public final class TradeParser {
    /** Bytes that an array given to {@link #parse} must have beyond the last byte of content. */
    public static final int PADDING = 16;

    private enum Kind {
        STRING,
        NUMBER,
        WORD,
        NESTED
    }

    private final TradeRules rules;
    private final TextCache texts = new TextCache();
    private final ParsedTrade trade = new ParsedTrade();
    private final byte[] unescaped;

    private long now;
    private int seen;
    private @Nullable RejectCode problem;
    private @Nullable Field problemField;
    private String problemText = "";

    // The value just read: where it stands, which for a string with escapes is the array without them.
    private byte[] value = {};
    private int valueFrom;
    private int valueTo;

    public TradeParser(TradeRules rules) {
        this.rules = rules;
        this.unescaped = new byte[rules.maxItemBytes() + PADDING];
    }

    /** Sets our clock, nanoseconds since the epoch: the bound of the future, and {@code ts_recv} where none is given. */
    public void setNow(long now) {
        this.now = now;
    }

    /** The trade read last, when {@link #problem()} is null. */
    public ParsedTrade trade() {
        return trade;
    }

    /** What is wrong with the item read last; null when it is a valid trade. */
    public @Nullable RejectCode problem() {
        return problem;
    }

    /**
     * Reads the object whose opening brace is at {@code from}.
     *
     * @param lines whether a line's end ends the item
     * @return the position after the object, {@code JsonText.END} or {@code JsonText.MALFORMED}
     */
    int parse(byte[] text, int from, int to, boolean lines) {
        begin();
        int i = JsonText.skipSpace(text, from + 1, to, lines);
        if (i < to && text[i] == '}') {
            finish();
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
                finish();
                return i + 1;
            }
            if (text[i] != ',') {
                return MALFORMED;
            }
            i = JsonText.skipSpace(text, i + 1, to, lines);
        }
    }

    private void begin() {
        seen = 0;
        problem = null;
        problemField = null;
        trade.side = Side.NONE;
        trade.sequence = 0;
        trade.numericId = ParsedTrade.NO_NUMERIC_ID;
        trade.textId = "";
        trade.conditions = "";
        trade.tsRecv = now;
    }

    private void finish() {
        Field missing = Field.missing(seen);
        if (missing != null && problem == null) {
            problem = RejectCode.MISSING_FIELD;
            problemField = missing;
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
        Field field = Field.of(value, valueFrom, valueTo);
        if (field == null) {
            String name = problem == null ? JsonText.excerpt(value, valueFrom, valueTo) : "";
            fail(RejectCode.UNKNOWN_FIELD, null, name);
        } else if ((seen & field.bit()) != 0) {
            fail(RejectCode.DUPLICATE_FIELD, field, "");
        }
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
        if (field != null && problem == null) {
            read(field, kind);
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
            fail(RejectCode.INVALID_UTF8, null, problem == null ? JsonText.excerpt(text, from, to) : "");
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

    private void read(Field field, Kind kind) {
        if (kind == Kind.WORD && is("null")) {
            return;
        }
        seen |= field.bit();
        boolean textOnly =
                field == Field.SYMBOL || field == Field.VENUE || field == Field.SIDE || field == Field.CONDITIONS;
        if (kind == Kind.NESTED || (kind != Kind.STRING && textOnly) || (kind == Kind.WORD && isBoolean())) {
            failValue(RejectCode.WRONG_TYPE, field);
            return;
        }
        if (kind == Kind.WORD || (kind == Kind.NUMBER && !JsonText.isNumber(value, valueFrom, valueTo))) {
            failValue(RejectCode.NOT_A_NUMBER, field);
            return;
        }
        switch (field) {
            case SYMBOL -> readSymbol();
            case VENUE -> trade.venue = name(field, 1, TradeRules.MAX_VENUE, RejectCode.BAD_VENUE);
            case CONDITIONS -> trade.conditions = name(field, 0, TradeRules.MAX_CONDITIONS, RejectCode.BAD_CONDITIONS);
            case SIDE -> readSide();
            case PRICE -> readPrice();
            case SIZE -> trade.size = decimal(field, FixedPoint.SIZE_SCALE);
            case TS_EVENT -> trade.tsEvent = timestamp(field, kind);
            case TS_RECV -> trade.tsRecv = timestamp(field, kind);
            case SEQUENCE -> readSequence();
            case TRADE_ID -> readTradeId(kind);
        }
    }

    private boolean isBoolean() {
        return is("true") || is("false");
    }

    private void readSymbol() {
        if (isName(1, TradeRules.MAX_SYMBOL)) {
            TextCache.Entry entry = texts.get(value, valueFrom, valueTo);
            trade.symbol = entry.text;
            trade.bucket = entry.bucket;
        } else {
            failValue(RejectCode.BAD_SYMBOL, Field.SYMBOL);
        }
    }

    private String name(Field field, int min, int max, RejectCode code) {
        if (isName(min, max)) {
            return texts.get(value, valueFrom, valueTo).text;
        }
        failValue(code, field);
        return "";
    }

    /** Whether the value is printable ASCII with no space at either end. */
    private boolean isName(int min, int max) {
        int length = valueTo - valueFrom;
        if (length < min || length > max) {
            return false;
        }
        for (int i = valueFrom; i < valueTo; i++) {
            if (value[i] < ' ' || value[i] > '~') {
                return false;
            }
        }
        return length == 0 || (value[valueFrom] != ' ' && value[valueTo - 1] != ' ');
    }

    private void readSide() {
        switch (valueTo - valueFrom) {
            case 1 -> {
                switch (value[valueFrom]) {
                    case 'B' -> trade.side = Side.BUY;
                    case 'A' -> trade.side = Side.SELL;
                    case 'N' -> trade.side = Side.NONE;
                    default -> failValue(RejectCode.BAD_SIDE, Field.SIDE);
                }
            }
            case 3, 4 -> {
                if (is("buy")) {
                    trade.side = Side.BUY;
                } else if (is("sell")) {
                    trade.side = Side.SELL;
                } else if (is("none")) {
                    trade.side = Side.NONE;
                } else {
                    failValue(RejectCode.BAD_SIDE, Field.SIDE);
                }
            }
            default -> failValue(RejectCode.BAD_SIDE, Field.SIDE);
        }
    }

    private void readPrice() {
        long price = decimal(Field.PRICE, FixedPoint.PRICE_SCALE);
        if (problem == null && (price == 0 || price > rules.maxPrice())) {
            failValue(RejectCode.ABSURD_PRICE, Field.PRICE);
        }
        trade.price = price;
    }

    private long decimal(Field field, int scale) {
        long parsed = FixedPoint.parse(value, valueFrom, valueTo, scale);
        if (parsed == FixedPoint.NOT_A_NUMBER) {
            failValue(RejectCode.NOT_A_NUMBER, field);
        } else if (parsed == FixedPoint.NEGATIVE) {
            failValue(RejectCode.NEGATIVE, field);
        } else if (parsed == FixedPoint.TOO_PRECISE) {
            failValue(RejectCode.TOO_PRECISE, field);
        } else if (parsed == FixedPoint.TOO_LARGE) {
            failValue(RejectCode.TOO_LARGE, field);
        }
        return parsed;
    }

    private void readSequence() {
        long sequence = Timestamps.integer(value, valueFrom, valueTo);
        if (sequence == Timestamps.INVALID) {
            failValue(RejectCode.WRONG_TYPE, Field.SEQUENCE);
        } else if (sequence == Timestamps.OUT_OF_RANGE) {
            failValue(RejectCode.TOO_LARGE, Field.SEQUENCE);
        } else if (sequence < 0) {
            failValue(RejectCode.NEGATIVE, Field.SEQUENCE);
        }
        trade.sequence = sequence;
    }

    private void readTradeId(Kind kind) {
        if (kind == Kind.STRING ? !isName(0, TradeRules.MAX_TRADE_ID) : valueTo - valueFrom > TradeRules.MAX_TRADE_ID) {
            failValue(RejectCode.BAD_TRADE_ID, Field.TRADE_ID);
            return;
        }
        if (kind == Kind.NUMBER && Timestamps.integer(value, valueFrom, valueTo) == Timestamps.INVALID) {
            failValue(RejectCode.WRONG_TYPE, Field.TRADE_ID);
            return;
        }
        trade.numericId = canonicalId();
        if (trade.numericId < 0) {
            trade.textId = new String(value, valueFrom, valueTo - valueFrom, StandardCharsets.US_ASCII);
        }
    }

    /** As {@link TradeKey#numericId}, from bytes. */
    private long canonicalId() {
        int length = valueTo - valueFrom;
        if (length == 0 || length > 18 || (length > 1 && value[valueFrom] == '0')) {
            return ParsedTrade.NO_NUMERIC_ID;
        }
        long id = 0;
        for (int i = valueFrom; i < valueTo; i++) {
            int digit = value[i] - '0';
            if (digit < 0 || digit > 9) {
                return ParsedTrade.NO_NUMERIC_ID;
            }
            id = id * 10 + digit;
        }
        return id;
    }

    private long timestamp(Field field, Kind kind) {
        long parsed = Timestamps.integer(value, valueFrom, valueTo);
        if (parsed == Timestamps.INVALID && kind == Kind.STRING) {
            parsed = Timestamps.rfc3339(value, valueFrom, valueTo);
        }
        if (parsed == Timestamps.INVALID) {
            failValue(RejectCode.BAD_TIMESTAMP, field);
        } else if (parsed == Timestamps.TOO_PRECISE) {
            failValue(RejectCode.TOO_PRECISE, field);
        } else if (parsed == Timestamps.OUT_OF_RANGE) {
            boolean past = kind == Kind.STRING
                    && value[valueFrom] <= '1'
                    && valueTo - valueFrom >= 20
                    && value[valueFrom + 4] == '-';
            failValue(past || value[valueFrom] == '-' ? RejectCode.TS_TOO_OLD : RejectCode.TS_IN_FUTURE, field);
        } else if (parsed < rules.oldest()) {
            String unit = unit(parsed);
            failValue(unit.isEmpty() ? RejectCode.TS_TOO_OLD : RejectCode.TS_WRONG_UNIT, field);
            problemText += unit.isEmpty() ? "" : ", which looks like " + unit;
        } else if (parsed - rules.maxAhead() > now) {
            failValue(RejectCode.TS_IN_FUTURE, field);
        }
        return parsed;
    }

    /** The unit in which a time that is too early as nanoseconds would be plausible; empty if none. */
    private String unit(long time) {
        if (isPlausible(time, 1_000L)) {
            return "microseconds";
        } else if (isPlausible(time, 1_000_000L)) {
            return "milliseconds";
        } else if (isPlausible(time, 1_000_000_000L)) {
            return "seconds";
        }
        return "";
    }

    private boolean isPlausible(long time, long factor) {
        return time >= rules.oldest() / factor && time <= (now + rules.maxAhead()) / factor;
    }

    private void failValue(RejectCode code, Field field) {
        if (problem == null) {
            fail(code, field, JsonText.excerpt(value, valueFrom, valueTo));
        }
    }

    private void fail(RejectCode code, @Nullable Field field, String text) {
        if (problem == null) {
            problem = code;
            problemField = field;
            problemText = text;
        }
    }

    /** The problem in words: which field, what is wrong with it, and what it holds. */
    String message() {
        RejectCode code = problem;
        if (code == null) {
            throw new IllegalStateException("the item has no problem");
        }
        String field = problemField == null ? "" : problemField.label();
        return RejectMessages.of(code, field, problemText, rules);
    }
}
