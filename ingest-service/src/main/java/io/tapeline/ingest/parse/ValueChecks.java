package io.tapeline.ingest.parse;

import org.jspecify.annotations.Nullable;

/**
 * Holds values that come as such, rather than as text, to the rules. What is wrong first is kept as a code and worded only
 * when asked for. Remembers the last names that were right: those of one symbol come together. Reusable; not thread safe.
 */
final class ValueChecks {
    private final EventRules rules;

    private @Nullable RejectCode code;
    private @Nullable Field field;
    private Object value = "";
    private long latest;

    // Compared by identity: a batch's dictionary has each name once.
    private String goodSymbol = "";
    private String goodVenue = "";
    private String goodConditions = "";

    ValueChecks(EventRules rules) {
        this.rules = rules;
    }

    /** Sets our clock, nanoseconds since the epoch. */
    void setNow(long now) {
        latest = now + rules.maxAhead();
    }

    /** Forgets the item before. */
    void begin() {
        code = null;
    }

    @Nullable
    RejectCode problem() {
        return code;
    }

    String message() {
        RejectCode wrong = code;
        if (wrong == null) {
            throw new IllegalStateException("the item has no problem");
        }
        byte[] text = String.valueOf(value).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String excerpt = JsonText.excerpt(text, 0, text.length);
        return RejectMessages.of(wrong, field == null ? "" : field.label(), excerpt, rules);
    }

    void reject(RejectCode problem, Field where, Object what) {
        if (code == null) {
            code = problem;
            field = where;
            value = what;
        }
    }

    @SuppressWarnings("ReferenceEquality") // Only a short cut: an equal name is checked again.
    void source(String symbol, String venue) {
        if (symbol != goodSymbol) {
            if (isName(symbol, 1, EventRules.MAX_SYMBOL)) {
                goodSymbol = symbol;
            } else {
                reject(RejectCode.BAD_SYMBOL, Field.SYMBOL, symbol);
            }
        }
        if (venue != goodVenue) {
            if (isName(venue, 1, EventRules.MAX_VENUE)) {
                goodVenue = venue;
            } else {
                reject(RejectCode.BAD_VENUE, Field.VENUE, venue);
            }
        }
    }

    void trade(long ts, long tsRecv, long price, long size, String textId, String conditions) {
        time(Field.TS_EVENT, ts);
        time(Field.TS_RECV, tsRecv);
        price(Field.PRICE, price, 1);
        if (size < 0) {
            reject(RejectCode.NEGATIVE, Field.SIZE, size);
        }
        tradeId(textId);
        conditions(conditions);
    }

    void time(Field where, long ts) {
        if (ts < rules.oldest()) {
            reject(RejectCode.TS_TOO_OLD, where, ts);
        } else if (ts > latest) {
            reject(RejectCode.TS_IN_FUTURE, where, ts);
        }
    }

    void price(Field where, long price, long least) {
        if (price < least || price > rules.maxPrice()) {
            reject(RejectCode.ABSURD_PRICE, where, price);
        }
    }

    void tradeId(String id) {
        if (!id.isEmpty() && !isName(id, 1, EventRules.MAX_TRADE_ID)) {
            reject(RejectCode.BAD_TRADE_ID, Field.TRADE_ID, id);
        }
    }

    @SuppressWarnings("ReferenceEquality") // Only a short cut: equal conditions are checked again.
    void conditions(String conditions) {
        if (conditions != goodConditions) {
            if (isName(conditions, 0, EventRules.MAX_CONDITIONS)) {
                goodConditions = conditions;
            } else {
                reject(RejectCode.BAD_CONDITIONS, Field.CONDITIONS, conditions);
            }
        }
    }

    private static boolean isName(String text, int min, int max) {
        int length = text.length();
        if (length < min || length > max) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return length == 0 || (text.charAt(0) != ' ' && text.charAt(length - 1) != ' ');
    }
}
