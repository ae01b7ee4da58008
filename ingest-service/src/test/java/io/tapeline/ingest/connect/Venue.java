package io.tapeline.ingest.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.connect.VenueServer.Request;
import io.tapeline.ingest.dialect.DialectReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * How each venue speaks, by its documentation, for {@link VenueServer}. Trade n of its one symbol happened n seconds after
 * {@link #FIRST}. REST has trades 1 to {@link #TRADES}, and answers {@link #PAGE} of them at a time whatever limit is asked.
 */
enum Venue {
    COINBASE("BTC-USD", "matches") {
        @Override
        List<String> answers(String message) {
            return List.of(
                    "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"matches\",\"product_ids\":[\"BTC-USD\"]},"
                            + "{\"name\":\"heartbeat\",\"product_ids\":[\"BTC-USD\"]}]}");
        }

        @Override
        String refusal() {
            return "{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"BTC-USD is not a valid product\"}";
        }

        @Override
        String heartbeat() {
            return "{\"type\":\"heartbeat\",\"sequence\":90,\"last_trade_id\":0,\"product_id\":\"BTC-USD\","
                    + "\"time\":\"2014-11-07T08:19:28.464459Z\"}";
        }

        @Override
        String trade(long id) {
            return ("{\"type\":\"match\",\"trade_id\":%d,\"sequence\":%d,\"maker_order_id\":\"m\",\"taker_order_id\":\"t\","
                            + "\"time\":\"%s\",\"product_id\":\"BTC-USD\",\"size\":\"0.5\",\"price\":\"400.23\",\"side\":\"sell\"}")
                    .formatted(id, 1000 + id, time(id));
        }

        @Override
        String rest(Request request) {
            long after = Math.min(Long.parseLong(request.parameter("after")), TRADES + 1);
            return page(
                    LongStream.iterate(after - 1, id -> id >= 1, id -> id - 1).limit(PAGE),
                    id -> "{\"time\":\"%s\",\"trade_id\":%d,\"price\":\"400.23\",\"size\":\"0.5\",\"side\":\"sell\"}"
                            .formatted(time(id), id));
        }
    },

    BINANCE("BTCUSDT", "trade") {
        @Override
        List<String> answers(String message) {
            return List.of("{\"result\":null,\"id\":1}");
        }

        @Override
        String refusal() {
            return "{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":1}";
        }

        @Override
        String heartbeat() {
            return "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"1\","
                    + "\"a\":\"2\",\"A\":\"1\"}}";
        }

        @Override
        String trade(long id) {
            long time = time(id).toEpochMilli();
            return ("{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"s\":\"BTCUSDT\",\"t\":%d,"
                            + "\"p\":\"400.23\",\"q\":\"0.5\",\"T\":%d,\"m\":true,\"M\":true}}")
                    .formatted(time, id, time);
        }

        @Override
        String rest(Request request) {
            return page(
                    LongStream.rangeClosed(Long.parseLong(request.parameter("fromId")), TRADES)
                            .limit(PAGE),
                    id -> ("{\"id\":%d,\"price\":\"400.23\",\"qty\":\"0.5\",\"quoteQty\":\"1\",\"time\":%d,"
                                    + "\"isBuyerMaker\":true,\"isBestMatch\":true}")
                            .formatted(id, time(id).toEpochMilli()));
        }
    },

    KRAKEN("BTC/USD", "trade") {
        @Override
        List<String> answers(String message) {
            return List.of(
                    "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"online\"}]}",
                    "{\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"snapshot\":true,\"symbol\":\"BTC/USD\"},"
                            + "\"success\":true,\"time_in\":\"2023-09-25T09:04:31.742599Z\"}");
        }

        @Override
        String refusal() {
            return "{\"error\":\"Currency pair not supported BTC/USD\",\"method\":\"subscribe\",\"success\":false,"
                    + "\"symbol\":\"BTC/USD\"}";
        }

        @Override
        String heartbeat() {
            return "{\"channel\":\"heartbeat\"}";
        }

        @Override
        String trade(long id) {
            return ("{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"sell\","
                            + "\"price\":400.23,\"qty\":0.5,\"ord_type\":\"market\",\"trade_id\":%d,\"timestamp\":\"%s\"}]}")
                    .formatted(id, time(id));
        }

        @Override
        String rest(Request request) {
            long since = Long.parseLong(request.parameter("since"));
            long from = LongStream.rangeClosed(1, TRADES)
                    .filter(id -> nanos(id) > since)
                    .findFirst()
                    .orElse(TRADES + 1);
            long to = Math.min(from + PAGE - 1, TRADES);
            String rows = page(
                    LongStream.rangeClosed(from, to),
                    id -> "[\"400.23000\",\"0.50000000\",%d.0,\"s\",\"m\",\"\",%d]"
                            .formatted(time(id).getEpochSecond(), id));
            return "{\"error\":[],\"result\":{\"XXBTZUSD\":%s,\"last\":\"%d\"}}"
                    .formatted(rows, from > to ? since : nanos(to));
        }
    };

    static final Instant FIRST = Instant.parse("2025-06-01T00:00:00Z");
    static final long TRADES = 1000;
    static final int PAGE = 3;

    private final String symbol;
    private final String channel;

    Venue(String symbol, String channel) {
        this.symbol = symbol;
        this.channel = channel;
    }

    String symbol() {
        return symbol;
    }

    String channel() {
        return channel;
    }

    FeedType type() {
        return FeedType.valueOf(name());
    }

    /** What it says to a subscription. */
    abstract List<String> answers(String message);

    /** What it says to a subscription that it refuses. */
    abstract String refusal();

    /** A message that only shows that the connection lives. */
    abstract String heartbeat();

    abstract String trade(long id);

    abstract String rest(Request request);

    static Instant time(long id) {
        return FIRST.plusSeconds(id);
    }

    static long nanos(long id) {
        return time(id).getEpochSecond() * 1_000_000_000L;
    }

    private static String page(LongStream ids, LongFunction<String> row) {
        return ids.mapToObj(row).collect(Collectors.joining(",", "[", "]"));
    }

    static JsonNode json(String text) {
        try {
            return DialectReader.parse(text);
        } catch (IOException e) {
            throw new AssertionError(text.toLowerCase(Locale.ROOT), e);
        }
    }
}
