package io.tapeline.ingest.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a venue's list of trades.
 *
 * @param rows the trades of the gap that it holds, in the order of their ids
 * @param next where the page after it is; null when the gap has no more
 */
record Page(List<JsonNode> rows, @Nullable URI next) {
    Page {
        rows = List.copyOf(rows);
    }
}
