package io.tapeline.ingest.parse;

import io.tapeline.model.FixedPoint;
import java.time.Duration;
import java.time.Instant;

/** The wording of rejections. The codes are for programs, these are for people. */
public final class RejectMessages {
    private RejectMessages() {}

    /** Why an event is not admitted for its symbol or its venue. */
    public static String refused(RejectCode code, String symbol, String venue) {
        boolean ofVenue = code == RejectCode.FORBIDDEN_VENUE || code == RejectCode.UNKNOWN_VENUE;
        return of(code, "", ofVenue ? venue : symbol, EventRules.DEFAULT);
    }

    static String of(RejectCode code, String field, String text, EventRules rules) {
        return switch (code) {
            case MISSING_FIELD -> field + " is missing";
            case WRONG_TYPE -> field + " has the wrong type: " + text;
            case UNKNOWN_FIELD ->
                field.isEmpty() ? "unknown field: " + text : field + " is no field of this kind of event";
            case DUPLICATE_FIELD -> (field.isEmpty() ? "a field" : field) + " is given twice";
            case BAD_TYPE -> "type is none that is taken here: " + text;
            case BAD_SYMBOL -> name(field, 1, EventRules.MAX_SYMBOL, text);
            case BAD_VENUE -> name(field, 1, EventRules.MAX_VENUE, text);
            case BAD_SIDE -> "side is none of B, A, N, buy, sell, none: " + text;
            case BAD_TRADE_ID -> name(field, 0, EventRules.MAX_TRADE_ID, text);
            case BAD_CONDITIONS -> name(field, 0, EventRules.MAX_CONDITIONS, text);
            case NOT_A_NUMBER -> field + " is not a number: " + text;
            case NEGATIVE -> field + " is negative: " + text;
            case TOO_PRECISE ->
                field + " has more than " + (field.endsWith("size") ? FixedPoint.SIZE_SCALE : FixedPoint.PRICE_SCALE)
                        + " decimal places: " + text;
            case TOO_LARGE -> (field.isEmpty() ? "a number" : field) + " is too large: " + text;
            case ABSURD_PRICE ->
                field + " is not above 0 and at most "
                        + FixedPoint.priceDecimal(rules.maxPrice())
                                .stripTrailingZeros()
                                .toPlainString() + ": " + text;
            case BAD_TIMESTAMP ->
                field + " is neither a number of the given unit since the epoch nor an RFC 3339 time: " + text;
            case TS_WRONG_UNIT -> field + " is not in nanoseconds since the epoch: " + text;
            case TS_IN_FUTURE ->
                field + " is more than " + Duration.ofNanos(rules.maxAhead()).toMillis() + " ms ahead of our clock: "
                        + text;
            case TS_TOO_OLD ->
                field + " is before " + Instant.ofEpochSecond(rules.oldest() / 1_000_000_000L) + ": " + text;
            case FORBIDDEN_SYMBOL -> "the key does not allow the symbol: " + text;
            case FORBIDDEN_VENUE -> "the key does not allow the venue: " + text;
            case UNKNOWN_SYMBOL -> "no such instrument: " + text;
            case UNKNOWN_VENUE -> "the instrument is not of this venue: " + text;
            case UNSUPPORTED_MESSAGE -> "a message that holds no trade and no quote: " + text;
            case MALFORMED_JSON -> "not JSON: " + text;
            case MALFORMED_CSV -> "not a line of CSV: " + text;
            case BAD_HEADER -> "not a header: " + text;
            case CORRUPT_BATCH -> "not a batch: " + text;
            case INVALID_UTF8 -> "not UTF-8: " + text;
            case LINE_TOO_LONG -> "the line is longer than " + rules.maxItemBytes() + " bytes";
            case ITEM_TOO_LONG -> "the item is longer than " + rules.maxItemBytes() + " bytes";
            case TRUNCATED -> "the body ends inside the item: " + text;
            case BODY_TOO_LARGE -> "the body is too large";
            case COMPRESSION_BOMB -> "the body grows too much on decompression";
            case BAD_COMPRESSION -> "the compressed stream is damaged";
            case EMPTY_BODY -> "the body is empty";
        };
    }

    private static String name(String field, int min, int max, String text) {
        return field + " is not " + min + " to " + max + " printable ASCII characters: " + text;
    }
}
