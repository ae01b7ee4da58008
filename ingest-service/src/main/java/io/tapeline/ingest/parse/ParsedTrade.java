package io.tapeline.ingest.parse;

import io.tapeline.model.Side;

/**
 * The trade a {@link TradeParser} has just read: valid by its rules, and overwritten by the next one. Not thread safe.
 */
public final class ParsedTrade {
    /** {@link #numericId()} when the id is text or absent. */
    public static final long NO_NUMERIC_ID = -1;

    String symbol = "";
    int bucket;
    String venue = "";
    long tsEvent;
    long tsRecv;
    long price;
    long size;
    Side side = Side.NONE;
    long sequence;
    long numericId = NO_NUMERIC_ID;
    String textId = "";
    String conditions = "";

    public String symbol() {
        return symbol;
    }

    /** The symbol's bucket. */
    public int bucket() {
        return bucket;
    }

    public String venue() {
        return venue;
    }

    /** The exchange's clock, nanoseconds since the epoch. */
    public long tsEvent() {
        return tsEvent;
    }

    /** When the publisher saw it, nanoseconds since the epoch. */
    public long tsRecv() {
        return tsRecv;
    }

    /** In units of 1e-9. */
    public long price() {
        return price;
    }

    /** In units of 1e-8. */
    public long size() {
        return size;
    }

    public Side side() {
        return side;
    }

    public long sequence() {
        return sequence;
    }

    /** The id, if it is an integer in canonical form of at most 18 digits, else {@link #NO_NUMERIC_ID}. */
    public long numericId() {
        return numericId;
    }

    /** The id as the venue gave it; empty if it gave none. Allocates when the id is numeric. */
    public String tradeId() {
        return numericId >= 0 ? Long.toString(numericId) : textId;
    }

    public String conditions() {
        return conditions;
    }
}
