package io.tapeline.ingest.parse;

/** Why an item was refused, or why reading a body stopped. The names are part of the HTTP API. */
public enum RejectCode {
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** A value has the wrong JSON type, or an item is not an object. */
    WRONG_TYPE,
    /** A field that trades do not have. Refused, because a misspelt {@code trade_id} would change a trade's identity. */
    UNKNOWN_FIELD,
    /** A field is given twice. */
    DUPLICATE_FIELD,
    /** The symbol is empty, too long, or has characters other than printable ASCII. */
    BAD_SYMBOL,
    /** The venue is empty, too long, or has characters other than printable ASCII. */
    BAD_VENUE,
    /** The side is none of B, A, N, buy, sell, none. */
    BAD_SIDE,
    /** The trade id is empty, too long, or has characters other than printable ASCII. */
    BAD_TRADE_ID,
    /** The conditions are too long, or have characters other than printable ASCII. */
    BAD_CONDITIONS,
    /** A number that is none, such as NaN, Infinity or 1.2.3. */
    NOT_A_NUMBER,
    /** A number below zero where that makes no sense. */
    NEGATIVE,
    /** More decimal places than the scale holds: nine for prices and seconds, eight for sizes. */
    TOO_PRECISE,
    /** A number beyond what the scale holds. */
    TOO_LARGE,
    /** A price of zero, or above the configured bound. */
    ABSURD_PRICE,
    /** A timestamp that is neither an integer nor RFC 3339. */
    BAD_TIMESTAMP,
    /** A timestamp that would be plausible in seconds, milliseconds or microseconds. */
    TS_WRONG_UNIT,
    /** A timestamp further ahead of our clock than allowed. */
    TS_IN_FUTURE,
    /** A timestamp before the oldest allowed. */
    TS_TOO_OLD,
    /** Not JSON. */
    MALFORMED_JSON,
    /** Bytes that are not UTF-8. */
    INVALID_UTF8,
    /** A line of NDJSON longer than allowed. */
    LINE_TOO_LONG,
    /** The body ends inside an item. */
    TRUNCATED,
    /** Ends the reading: an item of an array is longer than allowed. */
    ITEM_TOO_LONG,
    /** Ends the reading: the body is longer than allowed. */
    BODY_TOO_LARGE,
    /** Ends the reading: the body grew more on decompression than any honest one. */
    GZIP_BOMB,
    /** Ends the reading: the gzip stream is damaged or ends early. */
    BAD_GZIP,
    /** There is nothing in the body. */
    EMPTY_BODY
}
