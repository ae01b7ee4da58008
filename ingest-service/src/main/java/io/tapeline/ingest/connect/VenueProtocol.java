package io.tapeline.ingest.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.dialect.Dialect;
import java.net.URI;
import java.util.List;

/** What is particular to a venue's socket and REST API beyond the wording of its events. Pure; thread safe. */
interface VenueProtocol {
    /** What a message means to the connection. */
    sealed interface Meaning {
        /** Events, or nothing of interest. */
        record Data() implements Meaning {}

        /** A part of the subscriptions stands. */
        record Confirmed() implements Meaning {}

        /** A part of the subscriptions was refused. */
        record Refused(String reason) implements Meaning {}

        /** The venue says which trade of a symbol is the last one. */
        record LastTrade(String symbol, long id) implements Meaning {}
    }

    /** {@link Meaning.Data}, which most messages are. */
    Meaning DATA = new Meaning.Data();

    /** How it words its events. */
    Dialect dialect();

    /** What to send when the connection stands. */
    List<String> subscriptions();

    /** How many times the venue will confirm or refuse. */
    int answers();

    /** What a message means to the connection; its events are read in any case. */
    Meaning meaning(JsonNode message);

    /** Whether a message tells again what was told before the connection: then trades that have come are left out. */
    boolean isRecap(JsonNode message);

    /** The first page of a gap's trades. */
    URI firstPage(Gap gap);

    /** What a page of trades holds, in the order of their ids, and where the next one is. */
    Page page(Gap gap, URI asked, JsonNode answer);

    /** The protocol of a venue. */
    static VenueProtocol of(FeedSettings settings) {
        return switch (settings.type()) {
            case COINBASE -> new CoinbaseProtocol(settings);
            case BINANCE -> new BinanceProtocol(settings);
            case KRAKEN -> new KrakenProtocol(settings);
            case HTTP, FILE -> throw new IllegalArgumentException("not a venue: " + settings.type());
        };
    }
}
