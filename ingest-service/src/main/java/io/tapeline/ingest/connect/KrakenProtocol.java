package io.tapeline.ingest.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.ingest.dialect.Dialect;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Kraken's WebSocket API v2: one subscription a channel, confirmed symbol by symbol. A subscription of trades begins with
 * the last 50, which closes many a gap. REST lists a pair's trades upwards from a time.
 */
final class KrakenProtocol implements VenueProtocol {
    private static final int LIMIT = 1000;

    private final FeedSettings settings;

    KrakenProtocol(FeedSettings settings) {
        this.settings = settings;
    }

    @Override
    public Dialect dialect() {
        return Dialect.KRAKEN;
    }

    @Override
    public List<String> subscriptions() {
        List<String> messages = new ArrayList<>();
        for (String channel : settings.channels()) {
            ObjectNode message = JsonNodeFactory.instance.objectNode().put("method", "subscribe");
            ObjectNode params = message.putObject("params").put("channel", channel);
            settings.symbols().forEach(params.putArray("symbol")::add);
            if (channel.equals("ticker")) {
                params.put("event_trigger", "bbo");
            }
            params.put("snapshot", true);
            messages.add(message.toString());
        }
        return messages;
    }

    @Override
    public int answers() {
        return settings.channels().size() * settings.symbols().size();
    }

    @Override
    public Meaning meaning(JsonNode message) {
        if (!message.path("method").asText().equals("subscribe")) {
            return DATA;
        }
        return message.path("success").asBoolean()
                ? new Meaning.Confirmed()
                : new Meaning.Refused(message.path("symbol").asText() + ": "
                        + message.path("error").asText());
    }

    @Override
    public boolean isRecap(JsonNode message) {
        return message.path("type").asText().equals("snapshot");
    }

    @Override
    public URI firstPage(Gap gap) {
        return since(gap, Long.toString(Math.max(0, gap.tsBefore() - 1)));
    }

    /** {@code {"error": [], "result": {"XXBTZUSD": [[...]], "last": "..."}}}; the pair may be named otherwise than asked. */
    @Override
    public Page page(Gap gap, URI asked, JsonNode answer) {
        List<JsonNode> rows = new ArrayList<>();
        long newest = -1;
        JsonNode result = answer.path("result");
        for (JsonNode list : result) {
            if (list.isArray()) {
                for (JsonNode row : list) {
                    long id = row.path(6).asLong(-1);
                    newest = Math.max(newest, id);
                    if (id >= gap.first() && id <= gap.last()) {
                        rows.add(row);
                    }
                }
            }
        }
        String last = result.path("last").asText();
        URI next = newest >= 0 && newest < gap.last() && !last.isEmpty() ? since(gap, last) : null;
        return new Page(rows, asked.equals(next) ? null : next);
    }

    private URI since(Gap gap, String time) {
        return Rest.uri(
                settings,
                "/0/public/Trades?pair=" + Rest.encoded(gap.symbol().replace("/", "")) + "&since=" + Rest.encoded(time)
                        + "&count=" + LIMIT);
    }
}
