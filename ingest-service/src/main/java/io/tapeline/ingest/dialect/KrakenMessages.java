package io.tapeline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.Field;

/**
 * Kraken spot ("WebSocket API v2" and "Get recent trades", docs.kraken.com): the channels {@code trade} and {@code ticker},
 * snapshots and updates alike. The side of a trade is the taker's. Ids count up for each symbol, so they are the sequence
 * too.
 */
final class KrakenMessages implements VenueMessages {
    private static final String VENUE = "KRAKEN";

    @Override
    public void read(JsonNode message, EventWriter events) {
        String channel = message.path("channel").asText();
        switch (channel) {
            case "trade", "ticker" -> {
                JsonNode data = message.path("data");
                if (!data.isArray()) {
                    events.unsupported("channel=" + channel + " without an array of data");
                    return;
                }
                for (JsonNode row : data) {
                    if (events.wantsMore()) {
                        readRow(channel, row, events);
                    }
                }
            }
            case "heartbeat", "status" -> {}
            case "" -> {
                if (!message.has("method") && !message.has("error")) {
                    events.unsupported(message.toString());
                }
            }
            default -> events.unsupported("channel=" + channel);
        }
    }

    private static void readRow(String channel, JsonNode row, EventWriter events) {
        if (!row.isObject()) {
            events.unsupported(row.toString());
        } else if (channel.equals("trade")) {
            events.begin(EventKind.TRADE)
                    .set(Field.SYMBOL, row.get("symbol"))
                    .set(Field.VENUE, VENUE)
                    .set(Field.TS_EVENT, row.get("timestamp"))
                    .set(Field.PRICE, row.get("price"))
                    .set(Field.SIZE, row.get("qty"))
                    .set(Field.SIDE, row.get("side"))
                    .set(Field.SEQUENCE, row.get("trade_id"))
                    .set(Field.TRADE_ID, row.get("trade_id"))
                    .end();
        } else {
            events.begin(EventKind.QUOTE)
                    .set(Field.SYMBOL, row.get("symbol"))
                    .set(Field.VENUE, VENUE)
                    .setTime(row.get("timestamp"))
                    .set(Field.BID_PRICE, row.get("bid"))
                    .set(Field.BID_SIZE, row.get("bid_qty"))
                    .set(Field.ASK_PRICE, row.get("ask"))
                    .set(Field.ASK_SIZE, row.get("ask_qty"))
                    .end();
        }
    }

    /** A row is an array: price, volume, time in seconds, side, order type, miscellaneous, id. */
    @Override
    public void readTrade(String symbol, JsonNode row, EventWriter events) {
        JsonNode side = row.path(3);
        events.begin(EventKind.TRADE)
                .set(Field.SYMBOL, symbol)
                .set(Field.VENUE, VENUE)
                .set(Field.TS_EVENT, row.get(2))
                .set(Field.PRICE, row.get(0))
                .set(Field.SIZE, row.get(1))
                .set(Field.SEQUENCE, row.get(6))
                .set(Field.TRADE_ID, row.get(6));
        switch (side.asText()) {
            case "b" -> events.set(Field.SIDE, "buy");
            case "s" -> events.set(Field.SIDE, "sell");
            default -> events.set(Field.SIDE, side);
        }
        events.end();
    }
}
