package io.tapeline.ingest.parse;

import io.tapeline.model.FixedPoint;
import java.time.Duration;
import java.time.Instant;

/** The wording of rejections. The codes are for programs, these are for people. */
final class RejectMessages {
    private RejectMessages() {}

    static String of(RejectCode code, String field, String text, TradeRules rules) {
        return switch (code) {
            case MISSING_FIELD -> field + " is missing";
            case WRONG_TYPE -> field + " has the wrong type: " + text;
            case UNKNOWN_FIELD -> "unknown field: " + text;
            case DUPLICATE_FIELD -> field + " is given twice";
            case BAD_SYMBOL -> name(field, 1, TradeRules.MAX_SYMBOL, text);
            case BAD_VENUE -> name(field, 1, TradeRules.MAX_VENUE, text);
            case BAD_SIDE -> "side is none of B, A, N, buy, sell, none: " + text;
            case BAD_TRADE_ID -> name(field, 0, TradeRules.MAX_TRADE_ID, text);
            case BAD_CONDITIONS -> name(field, 0, TradeRules.MAX_CONDITIONS, text);
            case NOT_A_NUMBER -> field + " is not a number: " + text;
            case NEGATIVE -> field + " is negative: " + text;
            case TOO_PRECISE ->
                field + " has more than " + (field.equals("size") ? FixedPoint.SIZE_SCALE : FixedPoint.PRICE_SCALE)
                        + " decimal places: " + text;
            case TOO_LARGE -> field + " is too large: " + text;
            case ABSURD_PRICE ->
                "price is not above 0 and at most "
                        + FixedPoint.priceDecimal(rules.maxPrice())
                                .stripTrailingZeros()
                                .toPlainString() + ": " + text;
            case BAD_TIMESTAMP ->
                field + " is neither an integer of nanoseconds since the epoch nor an RFC 3339 time: " + text;
            case TS_WRONG_UNIT -> field + " is not in nanoseconds since the epoch: " + text;
            case TS_IN_FUTURE ->
                field + " is more than " + Duration.ofNanos(rules.maxAhead()).toMillis() + " ms ahead of our clock: "
                        + text;
            case TS_TOO_OLD ->
                field + " is before " + Instant.ofEpochSecond(rules.oldest() / 1_000_000_000L) + ": " + text;
            case MALFORMED_JSON -> "not JSON: " + text;
            case INVALID_UTF8 -> "not UTF-8: " + text;
            case LINE_TOO_LONG -> "the line is longer than " + rules.maxItemBytes() + " bytes";
            case ITEM_TOO_LONG -> "the item is longer than " + rules.maxItemBytes() + " bytes";
            case TRUNCATED -> "the body ends inside the item: " + text;
            case BODY_TOO_LARGE -> "the body is too large";
            case GZIP_BOMB -> "the body grows too much on decompression";
            case BAD_GZIP -> "the gzip stream is damaged";
            case EMPTY_BODY -> "the body is empty";
        };
    }

    private static String name(String field, int min, int max, String text) {
        return field + " is not " + min + " to " + max + " printable ASCII characters: " + text;
    }
}
