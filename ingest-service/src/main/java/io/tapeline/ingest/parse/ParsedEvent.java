package io.tapeline.ingest.parse;

import io.tapeline.model.MarketEvent;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;

/**
 * The event just read: valid by the rules, and overwritten by the next one. What a kind does not have holds what an
 * optional field that is absent does. Not thread safe.
 */
public final class ParsedEvent {
    /** {@link #numericId()} when the id is text or absent. */
    public static final long NO_NUMERIC_ID = -1;

    EventKind kind = EventKind.TRADE;
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
    long tsOriginal;
    long tsTrade;
    long bidPrice;
    long bidSize;
    long askPrice;
    long askSize;

    public EventKind kind() {
        return kind;
    }

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

    /** The id that is not numeric; empty if there is none. */
    public String textId() {
        return textId;
    }

    public String conditions() {
        return conditions;
    }

    /** The event as a record of its own, without {@code tsIngest}. */
    public MarketEvent toRecord() {
        return switch (kind) {
            case TRADE -> trade(tsEvent);
            case CORRECTION -> new TradeCorrection(tsOriginal, tsEvent, trade(tsTrade));
            case CANCEL -> new TradeCancel(symbol, venue, tradeId(), tsOriginal, tsEvent, 0);
            case QUOTE ->
                new Quote(
                        symbol, venue, tsEvent, tsRecv, 0, bidPrice, bidSize, askPrice, askSize, sequence, conditions);
        };
    }

    private Trade trade(long time) {
        return new Trade(symbol, venue, time, tsRecv, 0, price, size, side, sequence, tradeId(), conditions);
    }

    private String tradeId() {
        return numericId >= 0 ? Long.toString(numericId) : textId;
    }
}
