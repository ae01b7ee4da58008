package io.tapeline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.Field;

/**
 * Coinbase Exchange ("WebSocket channels" and "Get product trades", docs.cdp.coinbase.com): {@code match},
 * {@code last_match} and {@code ticker}. The side of a match is the maker's, so that the aggressor's is the other one.
 */
final class CoinbaseMessages implements VenueMessages {
    private static final String VENUE = "COINBASE";

    @Override
    public void read(JsonNode message, EventWriter events) {
        String type = message.path("type").asText();
        switch (type) {
            case "match", "last_match" -> {
                begin(message.path("product_id"), message, events).set(Field.SEQUENCE, message.get("sequence"));
                events.end();
            }
            case "ticker" ->
                events.begin(EventKind.QUOTE)
                        .set(Field.SYMBOL, message.get("product_id"))
                        .set(Field.VENUE, VENUE)
                        .set(Field.TS_EVENT, message.get("time"))
                        .set(Field.BID_PRICE, message.get("best_bid"))
                        .set(Field.BID_SIZE, message.get("best_bid_size"))
                        .set(Field.ASK_PRICE, message.get("best_ask"))
                        .set(Field.ASK_SIZE, message.get("best_ask_size"))
                        .set(Field.SEQUENCE, message.get("sequence"))
                        .end();
            case "subscriptions", "heartbeat", "status", "error" -> {}
            default -> events.unsupported(type.isEmpty() ? message.toString() : "type=" + type);
        }
    }

    @Override
    public void readTrade(String symbol, JsonNode row, EventWriter events) {
        // The list has no sequence. Its ids order the fills of one taker, which share their time.
        begin(row.path("product_id"), row, events)
                .set(Field.SYMBOL, symbol)
                .set(Field.SEQUENCE, row.get("trade_id"))
                .end();
    }

    private static EventWriter begin(JsonNode symbol, JsonNode message, EventWriter events) {
        events.begin(EventKind.TRADE)
                .set(Field.SYMBOL, symbol)
                .set(Field.VENUE, VENUE)
                .set(Field.TS_EVENT, message.get("time"))
                .set(Field.PRICE, message.get("price"))
                .set(Field.SIZE, message.get("size"))
                .set(Field.TRADE_ID, message.get("trade_id"));
        JsonNode maker = message.path("side");
        return switch (maker.asText()) {
            case "buy" -> events.set(Field.SIDE, "sell");
            case "sell" -> events.set(Field.SIDE, "buy");
            default -> events.set(Field.SIDE, maker);
        };
    }
}
