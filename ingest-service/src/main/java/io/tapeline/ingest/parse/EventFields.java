package io.tapeline.ingest.parse;

import io.tapeline.model.FixedPoint;
import io.tapeline.model.Side;
import io.tapeline.model.TradeKey;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Fills an event field by field from the bytes of values, whatever the text around them: numbers as their raw text, names
 * and symbols through a small cache, nothing allocated but text ids. Once an item has a problem, its other values are not
 * read. Each array given has {@link EventParser#PADDING} bytes beyond the value.
 *
 * <p>Use: {@link #begin}, {@link #set} for each value, {@link #finish}, {@link #deliver}. Reusable; not thread safe; its
 * state is one item and the cache.
 */
public final class EventFields {
    /** What a value looks like, before its field is asked. */
    public enum Form {
        /** Text, which may hold a number or a time; given without quotes and escapes. */
        STRING,
        /** Starts as a number does. */
        NUMBER,
        /** null, true, false or a word for a number that is none. */
        WORD,
        /** An object or an array. */
        NESTED
    }

    private static final int TEXT_ONLY =
            Field.SYMBOL.bit() | Field.VENUE.bit() | Field.SIDE.bit() | Field.CONDITIONS.bit() | Field.TYPE.bit();
    private static final int BID = Field.BID_PRICE.bit() | Field.BID_SIZE.bit();
    private static final int ASK = Field.ASK_PRICE.bit() | Field.ASK_SIZE.bit();

    private final EventRules rules;
    private final @Nullable EventKind expected;
    private final TimestampUnit unit;
    private final TextCache texts = new TextCache();
    private final ParsedEvent event = new ParsedEvent();
    private final ItemProblem problem = new ItemProblem();

    private long now;
    private @Nullable EventKind kind;
    private int seen;
    private byte[] copied = new byte[64];

    /**
     * Fields of one kind of events, or of all.
     *
     * @param expected what each item is; null when its type says so
     * @param unit of timestamps that are plain numbers
     */
    public EventFields(EventRules rules, @Nullable EventKind expected, TimestampUnit unit) {
        this.rules = rules;
        this.expected = expected;
        this.unit = unit;
    }

    /** Sets our clock, nanoseconds since the epoch: the bound of the future, and {@code ts_recv} where none is given. */
    public void setNow(long now) {
        this.now = now;
    }

    /** What is wrong with the item, if anything. */
    ItemProblem problem() {
        return problem;
    }

    /** Forgets the item before. */
    public void begin() {
        begin(expected);
    }

    /** Forgets the item before; this one is of a kind. */
    public void begin(@Nullable EventKind itemKind) {
        kind = itemKind;
        seen = 0;
        problem.clear();
        event.side = Side.NONE;
        event.sequence = 0;
        event.numericId = ParsedEvent.NO_NUMERIC_ID;
        event.textId = "";
        event.conditions = "";
        event.tsRecv = now;
    }

    /** Checks the item as a whole. */
    public void finish() {
        EventKind found = kind;
        if (found == null) {
            problem.add(RejectCode.MISSING_FIELD, Field.TYPE);
            return;
        }
        Field foreign = found.foreign(seen);
        if (foreign != null) {
            problem.add(RejectCode.UNKNOWN_FIELD, foreign);
            return;
        }
        Field missing = found.missing(seen);
        if (missing != null) {
            problem.add(RejectCode.MISSING_FIELD, missing);
            return;
        }
        event.kind = found;
        if (found == EventKind.QUOTE) {
            finishQuote();
        } else if (found != EventKind.TRADE) {
            finishAmendment();
        }
    }

    private void finishQuote() {
        if ((seen & (BID | ASK)) == 0) {
            problem.add(RejectCode.MISSING_FIELD, Field.BID_PRICE);
            return;
        }
        finishSide(BID, Field.BID_PRICE, Field.BID_SIZE);
        finishSide(ASK, Field.ASK_PRICE, Field.ASK_SIZE);
        if ((seen & BID) == 0) {
            event.bidPrice = 0;
            event.bidSize = 0;
        }
        if ((seen & ASK) == 0) {
            event.askPrice = 0;
            event.askSize = 0;
        }
    }

    private void finishSide(int side, Field price, Field size) {
        int given = seen & side;
        if (given != 0 && given != side) {
            problem.add(RejectCode.MISSING_FIELD, (given & price.bit()) == 0 ? price : size);
        }
    }

    private void finishAmendment() {
        if (event.numericId < 0 && event.textId.isEmpty()) {
            problem.add(RejectCode.MISSING_FIELD, Field.TRADE_ID);
        }
        if ((seen & Field.TS_TRADE.bit()) == 0) {
            event.tsTrade = event.tsOriginal;
        }
    }

    /**
     * Hands on the item: an event, or what is wrong with it.
     *
     * @return whether the sink wants more
     */
    public boolean deliver(long index, EventSink sink) {
        RejectCode code = problem.code();
        if (code == null) {
            return sink.accept(index, event);
        }
        sink.reject(index, code, () -> problem.message(rules));
        return true;
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

    /** Notes a problem, unless the item has one already; the text is quoted in its message. */
    public void reject(RejectCode code, @Nullable Field field, String text) {
        int length = copy(text);
        problem.add(code, field, copied, 0, length);
    }

    /** Sets a field to a value as {@link #set(Field, byte[], int, int, Form)} does; other characters than ASCII are refused. */
    public void set(Field field, String value, Form form) {
        int length = copy(value);
        set(field, copied, 0, length, form);
    }

    private int copy(String text) {
        int length = Math.min(text.length(), rules.maxItemBytes());
        if (copied.length < length + EventParser.PADDING) {
            copied = new byte[length + 2 * EventParser.PADDING];
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            copied[i] = (byte) (c < 0x80 ? c : 0xFF);
        }
        return length;
    }

    /** Sets a field to a value, unless the item has a problem already. */
    public void set(Field field, byte[] value, int from, int to, Form form) {
        if (problem.exists()) {
            return;
        }
        if (form == Form.WORD && JsonText.is(value, from, to, "null")) {
            return;
        }
        seen |= field.bit();
        if (form == Form.NESTED
                || (form != Form.STRING && (field.bit() & TEXT_ONLY) != 0)
                || (form == Form.WORD && isBoolean(value, from, to))) {
            problem.add(RejectCode.WRONG_TYPE, field, value, from, to);
            return;
        }
        if (form == Form.WORD || (form == Form.NUMBER && !JsonText.isNumber(value, from, to))) {
            problem.add(RejectCode.NOT_A_NUMBER, field, value, from, to);
            return;
        }
        switch (field) {
            case SYMBOL -> readSymbol(value, from, to);
            case VENUE -> event.venue = name(field, value, from, to, 1, EventRules.MAX_VENUE, RejectCode.BAD_VENUE);
            case CONDITIONS ->
                event.conditions =
                        name(field, value, from, to, 0, EventRules.MAX_CONDITIONS, RejectCode.BAD_CONDITIONS);
            case SIDE -> readSide(value, from, to);
            case PRICE -> event.price = price(field, value, from, to, 1);
            case BID_PRICE -> event.bidPrice = price(field, value, from, to, 0);
            case ASK_PRICE -> event.askPrice = price(field, value, from, to, 0);
            case SIZE -> event.size = decimal(field, value, from, to, FixedPoint.SIZE_SCALE);
            case BID_SIZE -> event.bidSize = decimal(field, value, from, to, FixedPoint.SIZE_SCALE);
            case ASK_SIZE -> event.askSize = decimal(field, value, from, to, FixedPoint.SIZE_SCALE);
            case TS_EVENT -> event.tsEvent = timestamp(field, value, from, to, form);
            case TS_RECV -> event.tsRecv = timestamp(field, value, from, to, form);
            case TS_ORIGINAL -> event.tsOriginal = timestamp(field, value, from, to, form);
            case TS_TRADE -> event.tsTrade = timestamp(field, value, from, to, form);
            case SEQUENCE -> readSequence(value, from, to);
            case TRADE_ID -> readTradeId(value, from, to, form);
            case TYPE -> readType(value, from, to);
        }
    }

    private void readType(byte[] value, int from, int to) {
        EventKind said = EventKind.of(value, from, to);
        if (said == null || (expected != null && said != expected)) {
            problem.add(RejectCode.BAD_TYPE, Field.TYPE, value, from, to);
        }
        kind = said;
    }

    private boolean isBoolean(byte[] value, int from, int to) {
        return JsonText.is(value, from, to, "true") || JsonText.is(value, from, to, "false");
    }

    private void readSymbol(byte[] value, int from, int to) {
        if (isName(value, from, to, 1, EventRules.MAX_SYMBOL)) {
            TextCache.Entry entry = texts.get(value, from, to);
            event.symbol = entry.text;
            event.bucket = entry.bucket;
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
                    case 'B' -> event.side = Side.BUY;
                    case 'A' -> event.side = Side.SELL;
                    case 'N' -> event.side = Side.NONE;
                    default -> problem.add(RejectCode.BAD_SIDE, Field.SIDE, value, from, to);
                }
            }
            case 3, 4 -> {
                if (JsonText.is(value, from, to, "buy")) {
                    event.side = Side.BUY;
                } else if (JsonText.is(value, from, to, "sell")) {
                    event.side = Side.SELL;
                } else if (JsonText.is(value, from, to, "none")) {
                    event.side = Side.NONE;
                } else {
                    problem.add(RejectCode.BAD_SIDE, Field.SIDE, value, from, to);
                }
            }
            default -> problem.add(RejectCode.BAD_SIDE, Field.SIDE, value, from, to);
        }
    }

    private long price(Field field, byte[] value, int from, int to, long least) {
        long price = decimal(field, value, from, to, FixedPoint.PRICE_SCALE);
        if (!problem.exists() && (price < least || price > rules.maxPrice())) {
            problem.add(RejectCode.ABSURD_PRICE, field, value, from, to);
        }
        return price;
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
        event.sequence = sequence;
    }

    private void readTradeId(byte[] value, int from, int to, Form form) {
        if (form == Form.STRING
                ? !isName(value, from, to, 0, EventRules.MAX_TRADE_ID)
                : to - from > EventRules.MAX_TRADE_ID) {
            problem.add(RejectCode.BAD_TRADE_ID, Field.TRADE_ID, value, from, to);
            return;
        }
        if (form == Form.NUMBER && Timestamps.integer(value, from, to) == Timestamps.INVALID) {
            problem.add(RejectCode.WRONG_TYPE, Field.TRADE_ID, value, from, to);
            return;
        }
        event.numericId = canonicalId(value, from, to);
        if (event.numericId < 0) {
            event.textId = new String(value, from, to - from, StandardCharsets.US_ASCII);
        }
    }

    /** As {@link TradeKey#numericId}, from bytes. */
    private long canonicalId(byte[] value, int from, int to) {
        int length = to - from;
        if (length == 0 || length > 18 || (length > 1 && value[from] == '0')) {
            return ParsedEvent.NO_NUMERIC_ID;
        }
        long id = 0;
        for (int i = from; i < to; i++) {
            int digit = value[i] - '0';
            if (digit < 0 || digit > 9) {
                return ParsedEvent.NO_NUMERIC_ID;
            }
            id = id * 10 + digit;
        }
        return id;
    }

    private long timestamp(Field field, byte[] value, int from, int to, Form form) {
        long parsed = unit.parse(value, from, to, rules.oldest(), now + rules.maxAhead());
        if (parsed == Timestamps.INVALID && form == Form.STRING) {
            parsed = Timestamps.rfc3339(value, from, to);
        }
        if (parsed == Timestamps.INVALID) {
            problem.add(RejectCode.BAD_TIMESTAMP, field, value, from, to);
        } else if (parsed == Timestamps.TOO_PRECISE) {
            problem.add(RejectCode.TOO_PRECISE, field, value, from, to);
        } else if (parsed == Timestamps.OUT_OF_RANGE) {
            boolean past = form == Form.STRING && value[from] <= '1' && to - from >= 20 && value[from + 4] == '-';
            problem.add(
                    past || value[from] == '-' ? RejectCode.TS_TOO_OLD : RejectCode.TS_IN_FUTURE,
                    field,
                    value,
                    from,
                    to);
        } else if (parsed < rules.oldest()) {
            String likely =
                    unit == TimestampUnit.NS ? Timestamps.unit(parsed, rules.oldest(), now + rules.maxAhead()) : "";
            problem.add(likely.isEmpty() ? RejectCode.TS_TOO_OLD : RejectCode.TS_WRONG_UNIT, field, value, from, to);
            problem.explain(likely.isEmpty() ? "" : ", which looks like " + likely + " (see ts_unit)");
        } else if (parsed - rules.maxAhead() > now) {
            problem.add(RejectCode.TS_IN_FUTURE, field, value, from, to);
        }
        return parsed;
    }
}
