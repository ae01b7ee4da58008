package io.tapeline.ingest.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.ingest.dialect.Dialect;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Binance spot: one subscription of all streams, confirmed as a whole. REST lists a symbol's trades, single or aggregate as
 * the stream does, upwards from an id.
 */
final class BinanceProtocol implements VenueProtocol {
    private static final int LIMIT = 1000;

    private final FeedSettings settings;
    private final boolean aggregate;

    BinanceProtocol(FeedSettings settings) {
        this.settings = settings;
        this.aggregate = settings.channels().contains("aggTrade");
    }

    @Override
    public Dialect dialect() {
        return Dialect.BINANCE;
    }

    @Override
    public List<String> subscriptions() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("method", "SUBSCRIBE");
        var streams = message.putArray("params");
        for (String symbol : settings.symbols()) {
            for (String channel : settings.channels()) {
                streams.add(symbol.toLowerCase(Locale.ROOT) + "@" + channel);
            }
        }
        return List.of(message.put("id", 1).toString());
    }

    @Override
    public int answers() {
        return 1;
    }

    @Override
    public Meaning meaning(JsonNode message) {
        if (message.has("stream") || message.has("e")) {
            return DATA;
        }
        if (message.has("result") && message.has("id")) {
            return new Meaning.Confirmed();
        }
        JsonNode error = message.has("error") ? message.path("error") : message;
        return error.has("code") && error.has("msg")
                ? new Meaning.Refused(
                        error.path("code").asText() + ": " + error.path("msg").asText())
                : DATA;
    }

    @Override
    public boolean isRecap(JsonNode message) {
        return false;
    }

    @Override
    public URI firstPage(Gap gap) {
        return from(gap, gap.first());
    }

    @Override
    public Page page(Gap gap, URI asked, JsonNode answer) {
        List<JsonNode> rows = new ArrayList<>();
        long newest = -1;
        for (JsonNode row : answer) {
            long id = row.path(aggregate ? "a" : "id").asLong(-1);
            newest = Math.max(newest, id);
            if (id >= gap.first() && id <= gap.last()) {
                rows.add(row);
            }
        }
        boolean more = !rows.isEmpty() && newest < gap.last();
        return new Page(rows, more ? from(gap, newest + 1) : null);
    }

    private URI from(Gap gap, long id) {
        return Rest.uri(
                settings,
                (aggregate ? "/api/v3/aggTrades" : "/api/v3/historicalTrades") + "?symbol=" + Rest.encoded(gap.symbol())
                        + "&fromId=" + id + "&limit=" + LIMIT);
    }
}
