package io.tapeline.ingest.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.ingest.dialect.Dialect;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Coinbase Exchange: one subscription of all channels, and the heartbeats, which come every second and name the last trade.
 * REST lists a product's trades from the newest on, a page being what is older than an id.
 */
final class CoinbaseProtocol implements VenueProtocol {
    private static final int LIMIT = 1000;

    private final FeedSettings settings;

    CoinbaseProtocol(FeedSettings settings) {
        this.settings = settings;
    }

    @Override
    public Dialect dialect() {
        return Dialect.COINBASE;
    }

    @Override
    public List<String> subscriptions() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "subscribe");
        settings.symbols().forEach(message.putArray("product_ids")::add);
        settings.channels().forEach(message.putArray("channels")::add);
        message.withArray("channels").add("heartbeat");
        return List.of(message.toString());
    }

    @Override
    public int answers() {
        return 1;
    }

    @Override
    public Meaning meaning(JsonNode message) {
        return switch (message.path("type").asText()) {
            case "subscriptions" -> new Meaning.Confirmed();
            case "error" ->
                new Meaning.Refused(message.path("message").asText() + ": "
                        + message.path("reason").asText());
            case "heartbeat" -> {
                JsonNode id = message.path("last_trade_id");
                yield id.canConvertToLong()
                        ? new Meaning.LastTrade(message.path("product_id").asText(), id.longValue())
                        : DATA;
            }
            default -> DATA;
        };
    }

    @Override
    public boolean isRecap(JsonNode message) {
        return message.path("type").asText().equals("last_match");
    }

    @Override
    public URI firstPage(Gap gap) {
        return olderThan(gap, gap.last() + 1);
    }

    @Override
    public Page page(Gap gap, URI asked, JsonNode answer) {
        List<JsonNode> rows = new ArrayList<>();
        long oldest = Long.MAX_VALUE;
        for (JsonNode row : answer) {
            long id = row.path("trade_id").asLong(-1);
            if (id >= 0) {
                oldest = Math.min(oldest, id);
            }
            if (id >= gap.first() && id <= gap.last()) {
                rows.add(row);
            }
        }
        Collections.reverse(rows);
        boolean more = oldest != Long.MAX_VALUE && oldest > gap.first() && !asked.equals(olderThan(gap, oldest));
        return new Page(rows, more ? olderThan(gap, oldest) : null);
    }

    private URI olderThan(Gap gap, long id) {
        return Rest.uri(
                settings, "/products/" + Rest.encoded(gap.symbol()) + "/trades?limit=" + LIMIT + "&after=" + id);
    }
}
