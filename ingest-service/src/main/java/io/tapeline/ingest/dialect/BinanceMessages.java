package io.tapeline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.Field;
import org.jspecify.annotations.Nullable;

/**
 * Binance spot ("WebSocket Streams" and "Market Data endpoints", developers.binance.com): {@code trade}, {@code aggTrade}
 * and {@code bookTicker}, raw or in the envelope of a combined stream. Where the buyer is the maker the aggressor sold.
 * Ids count up by one for each symbol, so they are the sequence too.
 */
final class BinanceMessages implements VenueMessages {
    private static final String VENUE = "BINANCE";

    @Override
    public void read(JsonNode message, EventWriter events) {
        JsonNode data = message.path("data");
        if (message.has("stream") && data.isObject()) {
            readOne(data, events);
        } else {
            readOne(message, events);
        }
    }

    private static void readOne(JsonNode message, EventWriter events) {
        String type = message.path("e").asText();
        switch (type) {
            case "trade" ->
                trade(events, message.get("s"), message, "t", "p", "q", "T", "m")
                        .end();
            case "aggTrade" ->
                trade(events, message.get("s"), message, "a", "p", "q", "T", "m")
                        .end();
            case "bookTicker" -> quote(message, events);
            case "serverShutdown" -> {}
            case "" -> {
                if (message.has("u") && message.has("s")) {
                    quote(message, events);
                } else if (!isControl(message)) {
                    events.unsupported(message.toString());
                }
            }
            default -> events.unsupported("e=" + type);
        }
    }

    @Override
    public void readTrade(String symbol, JsonNode row, EventWriter events) {
        if (row.has("a")) {
            trade(events, null, row, "a", "p", "q", "T", "m");
        } else {
            trade(events, null, row, "id", "price", "qty", "time", "isBuyerMaker");
        }
        events.set(Field.SYMBOL, symbol).end();
    }

    private static EventWriter trade(
            EventWriter events,
            @Nullable JsonNode symbol,
            JsonNode message,
            String id,
            String price,
            String size,
            String time,
            String buyerIsMaker) {
        events.begin(EventKind.TRADE)
                .set(Field.SYMBOL, symbol)
                .set(Field.VENUE, VENUE)
                .set(Field.TS_EVENT, message.get(time))
                .set(Field.PRICE, message.get(price))
                .set(Field.SIZE, message.get(size))
                .set(Field.SEQUENCE, message.get(id))
                .set(Field.TRADE_ID, message.get(id));
        JsonNode maker = message.path(buyerIsMaker);
        return maker.isBoolean()
                ? events.set(Field.SIDE, maker.booleanValue() ? "sell" : "buy")
                : events.set(Field.SIDE, maker);
    }

    private static void quote(JsonNode message, EventWriter events) {
        events.begin(EventKind.QUOTE)
                .set(Field.SYMBOL, message.get("s"))
                .set(Field.VENUE, VENUE)
                .setTime(message.has("T") ? message.get("T") : message.get("E"))
                .set(Field.BID_PRICE, message.get("b"))
                .set(Field.BID_SIZE, message.get("B"))
                .set(Field.ASK_PRICE, message.get("a"))
                .set(Field.ASK_SIZE, message.get("A"))
                .set(Field.SEQUENCE, message.get("u"))
                .end();
    }

    /** The answer to a request, good or bad. */
    private static boolean isControl(JsonNode message) {
        return message.has("result") || message.has("error") || (message.has("code") && message.has("msg"));
    }
}
