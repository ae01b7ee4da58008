package io.tapeline.ingest.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** How one venue words its messages. Not thread safe. */
interface VenueMessages {
    /** Writes the events of a message of the venue's stream, nothing for one that only keeps the stream going. */
    void read(JsonNode message, EventWriter events);

    /** Writes a trade as the venue's REST API lists it, where the symbol is known from the request. */
    void readTrade(String symbol, JsonNode row, EventWriter events);
}
