package io.tapeline.ingest.parse;

import io.tapeline.model.FixedPoint;
import io.tapeline.model.Side;
import io.tapeline.model.TradeKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Fills a trade field by field from the bytes of values, whatever the text around them: numbers as their raw text, names
 * and symbols through a small cache, nothing allocated but text ids. Once an item has a problem, its
 * other values are not read. Each array given has {@link TradeParser#PADDING} bytes beyond the value.
 * Reusable; not thread safe; its state is one item and the cache.
 */
final class TradeFields {
    /** What a value looks like, before its field is asked. */
    enum Kind {
        /** Text, which may hold a number or a time; given without quotes and escapes. */
        STRING,
        /** Starts as a number does. */
        NUMBER,
        /** null, true, false or a word for a number that is none. */
        WORD,
        /** An object or an array. */
        NESTED
    }

    private final TradeRules rules;
    private final TextCache texts = new TextCache();
    private final ParsedTrade trade = new ParsedTrade();
    private final ItemProblem problem = new ItemProblem();

    private long now;
    private int seen;

    TradeFields(TradeRules rules) {
        this.rules = rules;
    }

    /** Sets our clock, nanoseconds since the epoch: the bound of the future, and {@code ts_recv} where none is given. */
    void setNow(long now) {
        this.now = now;
    }

    /** The trade, once it is finished and has no problem. */
    ParsedTrade trade() {
        return trade;
    }

    /** What is wrong with the item, if anything. */
    ItemProblem problem() {
        return problem;
    }

    /** Forgets the item before. */
    void begin() {
        seen = 0;
        problem.clear();
        trade.side = Side.NONE;
        trade.sequence = 0;
        trade.numericId = ParsedTrade.NO_NUMERIC_ID;
        trade.textId = "";
        trade.conditions = "";
        trade.tsRecv = now;
    }

    /** Checks that nothing is missing. */
    void finish() {
        Field missing = Field.missing(seen);
        if (missing != null) {
            problem.add(RejectCode.MISSING_FIELD, missing);
        }
    }

    /** The field of a name; a name that is no field's, answered with null, or that was seen before is a problem. */
    @Nullable
    Field named(byte[] name, int from, int to) {
        Field field = Field.of(name, from, to);
        if (field == null) {
            problem.add(RejectCode.UNKNOWN_FIELD, null, name, from, to);
        } else if ((seen & field.bit()) != 0) {
            problem.add(RejectCode.DUPLICATE_FIELD, field);
        }
        return field;
    }

    /** Sets a field to a value, unless the item has a problem already. */
    void set(Field field, byte[] value, int from, int to, Kind kind) {
        if (problem.exists()) {
            return;
        }
        if (kind == Kind.WORD && JsonText.is(value, from, to, "null")) {
            return;
        }
        seen |= field.bit();
        boolean textOnly =
                field == Field.SYMBOL || field == Field.VENUE || field == Field.SIDE || field == Field.CONDITIONS;
        if (kind == Kind.NESTED
                || (kind != Kind.STRING && textOnly)
                || (kind == Kind.WORD && isBoolean(value, from, to))) {
            problem.add(RejectCode.WRONG_TYPE, field, value, from, to);
            return;
        }
        if (kind == Kind.WORD || (kind == Kind.NUMBER && !JsonText.isNumber(value, from, to))) {
            problem.add(RejectCode.NOT_A_NUMBER, field, value, from, to);
            return;
        }
        switch (field) {
            case SYMBOL -> readSymbol(value, from, to);
            case VENUE -> trade.venue = name(field, value, from, to, 1, TradeRules.MAX_VENUE, RejectCode.BAD_VENUE);
            case CONDITIONS ->
                trade.conditions =
                        name(field, value, from, to, 0, TradeRules.MAX_CONDITIONS, RejectCode.BAD_CONDITIONS);
            case SIDE -> readSide(value, from, to);
            case PRICE -> readPrice(value, from, to);
            case SIZE -> trade.size = decimal(field, value, from, to, FixedPoint.SIZE_SCALE);
            case TS_EVENT -> trade.tsEvent = timestamp(field, value, from, to, kind);
            case TS_RECV -> trade.tsRecv = timestamp(field, value, from, to, kind);
            case SEQUENCE -> readSequence(value, from, to);
            case TRADE_ID -> readTradeId(value, from, to, kind);
        }
    }

    private boolean isBoolean(byte[] value, int from, int to) {
        return JsonText.is(value, from, to, "true") || JsonText.is(value, from, to, "false");
    }

    private void readSymbol(byte[] value, int from, int to) {
        if (isName(value, from, to, 1, TradeRules.MAX_SYMBOL)) {
            TextCache.Entry entry = texts.get(value, from, to);
            trade.symbol = entry.text;
            trade.bucket = entry.bucket;
        } else {
            problem.add(RejectCode.BAD_SYMBOL, Field.SYMBOL, value, from, to);
        }
    }

    private String name(Field field, byte[] value, int from, int to, int min, int max, RejectCode code) {
        if (isName(value, from, to, min, max)) {
            return texts.get(value, from, to).text;
        }
        problem.add(code, field, value, from, to);
        return "";
    }

    /** Whether the value is printable ASCII with no space at either end. */
    private boolean isName(byte[] value, int from, int to, int min, int max) {
        int length = to - from;
        if (length < min || length > max) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (value[i] < ' ' || value[i] > '~') {
                return false;
            }
        }
        return length == 0 || (value[from] != ' ' && value[to - 1] != ' ');
    }

    private void readSide(byte[] value, int from, int to) {
        switch (to - from) {
            case 1 -> {
                switch (value[from]) {
                    case 'B' -> trade.side = Side.BUY;
                    case 'A' -> trade.side = Side.SELL;
                    case 'N' -> trade.side = Side.NONE;
                    default -> problem.add(RejectCode.BAD_SIDE, Field.SIDE, value, from, to);
                }
            }
            case 3, 4 -> {
                if (JsonText.is(value, from, to, "buy")) {
                    trade.side = Side.BUY;
                } else if (JsonText.is(value, from, to, "sell")) {
                    trade.side = Side.SELL;
                } else if (JsonText.is(value, from, to, "none")) {
                    trade.side = Side.NONE;
                } else {
                    problem.add(RejectCode.BAD_SIDE, Field.SIDE, value, from, to);
                }
            }
            default -> problem.add(RejectCode.BAD_SIDE, Field.SIDE, value, from, to);
        }
    }

    private void readPrice(byte[] value, int from, int to) {
        long price = decimal(Field.PRICE, value, from, to, FixedPoint.PRICE_SCALE);
        if (!problem.exists() && (price == 0 || price > rules.maxPrice())) {
            problem.add(RejectCode.ABSURD_PRICE, Field.PRICE, value, from, to);
        }
        trade.price = price;
    }

    private long decimal(Field field, byte[] value, int from, int to, int scale) {
        long parsed = FixedPoint.parse(value, from, to, scale);
        if (parsed == FixedPoint.NOT_A_NUMBER) {
            problem.add(RejectCode.NOT_A_NUMBER, field, value, from, to);
        } else if (parsed == FixedPoint.NEGATIVE) {
            problem.add(RejectCode.NEGATIVE, field, value, from, to);
        } else if (parsed == FixedPoint.TOO_PRECISE) {
            problem.add(RejectCode.TOO_PRECISE, field, value, from, to);
        } else if (parsed == FixedPoint.TOO_LARGE) {
            problem.add(RejectCode.TOO_LARGE, field, value, from, to);
        }
        return parsed;
    }

    private void readSequence(byte[] value, int from, int to) {
        long sequence = Timestamps.integer(value, from, to);
        if (sequence == Timestamps.INVALID) {
            problem.add(RejectCode.WRONG_TYPE, Field.SEQUENCE, value, from, to);
        } else if (sequence == Timestamps.OUT_OF_RANGE) {
            problem.add(RejectCode.TOO_LARGE, Field.SEQUENCE, value, from, to);
        } else if (sequence < 0) {
            problem.add(RejectCode.NEGATIVE, Field.SEQUENCE, value, from, to);
        }
        trade.sequence = sequence;
    }

    private void readTradeId(byte[] value, int from, int to, Kind kind) {
        if (kind == Kind.STRING
                ? !isName(value, from, to, 0, TradeRules.MAX_TRADE_ID)
                : to - from > TradeRules.MAX_TRADE_ID) {
            problem.add(RejectCode.BAD_TRADE_ID, Field.TRADE_ID, value, from, to);
            return;
        }
        if (kind == Kind.NUMBER && Timestamps.integer(value, from, to) == Timestamps.INVALID) {
            problem.add(RejectCode.WRONG_TYPE, Field.TRADE_ID, value, from, to);
            return;
        }
        trade.numericId = canonicalId(value, from, to);
        if (trade.numericId < 0) {
            trade.textId = new String(value, from, to - from, StandardCharsets.US_ASCII);
        }
    }

    /** As {@link TradeKey#numericId}, from bytes. */
    private long canonicalId(byte[] value, int from, int to) {
        int length = to - from;
        if (length == 0 || length > 18 || (length > 1 && value[from] == '0')) {
            return ParsedTrade.NO_NUMERIC_ID;
        }
        long id = 0;
        for (int i = from; i < to; i++) {
            int digit = value[i] - '0';
            if (digit < 0 || digit > 9) {
                return ParsedTrade.NO_NUMERIC_ID;
            }
            id = id * 10 + digit;
        }
        return id;
    }

    private long timestamp(Field field, byte[] value, int from, int to, Kind kind) {
        long parsed = Timestamps.integer(value, from, to);
        if (parsed == Timestamps.INVALID && kind == Kind.STRING) {
            parsed = Timestamps.rfc3339(value, from, to);
        }
        if (parsed == Timestamps.INVALID) {
            problem.add(RejectCode.BAD_TIMESTAMP, field, value, from, to);
        } else if (parsed == Timestamps.TOO_PRECISE) {
            problem.add(RejectCode.TOO_PRECISE, field, value, from, to);
        } else if (parsed == Timestamps.OUT_OF_RANGE) {
            boolean past = kind == Kind.STRING && value[from] <= '1' && to - from >= 20 && value[from + 4] == '-';
            problem.add(
                    past || value[from] == '-' ? RejectCode.TS_TOO_OLD : RejectCode.TS_IN_FUTURE,
                    field,
                    value,
                    from,
                    to);
        } else if (parsed < rules.oldest()) {
            String unit = Timestamps.unit(parsed, rules.oldest(), now + rules.maxAhead());
            problem.add(unit.isEmpty() ? RejectCode.TS_TOO_OLD : RejectCode.TS_WRONG_UNIT, field, value, from, to);
            problem.explain(unit.isEmpty() ? "" : ", which looks like " + unit);
        } else if (parsed - rules.maxAhead() > now) {
            problem.add(RejectCode.TS_IN_FUTURE, field, value, from, to);
        }
        return parsed;
    }
}
