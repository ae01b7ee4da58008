package io.tapeline.ingest.parse;

/** Why an item was refused, or why reading a body stopped. The names are part of the HTTP API. */
public enum RejectCode {
    /** A required field is absent or null. */
    MISSING_FIELD,
    /** A value has the wrong JSON type, or an item is not an object. */
    WRONG_TYPE,
    /** A field that this kind of event does not have. Refused, because a misspelt {@code trade_id} would change a trade's identity. */
    UNKNOWN_FIELD,
    /** A field is given twice. */
    DUPLICATE_FIELD,
    /** The type is none of trade, quote, correction, cancel, or not what this endpoint takes. */
    BAD_TYPE,
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
    /** The caller's key does not allow the symbol. */
    FORBIDDEN_SYMBOL,
    /** The caller's key does not allow the venue. */
    FORBIDDEN_VENUE,
    /** The symbol is not among the instruments, and the service takes no others. */
    UNKNOWN_SYMBOL,
    /** The instrument is not traded at this venue, as far as the reference data says. */
    UNKNOWN_VENUE,
    /** A venue's message of a kind that holds no trades and no quotes. */
    UNSUPPORTED_MESSAGE,
    /** Not JSON. */
    MALFORMED_JSON,
    /** A line of CSV that is not one: quotes that do not match, or too few or too many values. */
    MALFORMED_CSV,
    /** Bytes that are not UTF-8. */
    INVALID_UTF8,
    /** A line of NDJSON longer than allowed. */
    LINE_TOO_LONG,
    /** The body ends inside an item. */
    TRUNCATED,
    /** Ends the reading: the header of the CSV lacks a column, names one twice, or one that there is not. */
    BAD_HEADER,
    /** Ends the reading: bytes that are not a batch of this project's Avro schema. */
    CORRUPT_BATCH,
    /** Ends the reading: an item of an array is longer than allowed. */
    ITEM_TOO_LONG,
    /** Ends the reading: the body is longer than allowed. */
    BODY_TOO_LARGE,
    /** Ends the reading: the body grew more on decompression than any honest one. */
    COMPRESSION_BOMB,
    /** Ends the reading: the compressed stream is damaged or ends early. */
    BAD_COMPRESSION,
    /** There is nothing in the body. */
    EMPTY_BODY
}
