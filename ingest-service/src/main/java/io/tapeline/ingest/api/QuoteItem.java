package io.tapeline.ingest.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A quote as it is posted; for the API's document only, for bodies are never mapped to objects. */
@Schema(
        name = "Quote",
        description =
                "The best bid and ask of a symbol at a venue; one of the two may be absent. A field that is not listed here is an error.",
        requiredProperties = {"symbol", "venue", "ts_event"},
        additionalProperties = Schema.False.class)
interface QuoteItem {
    @Schema(name = "symbol", description = "1 to 64 printable ASCII characters.", examples = "\"AAPL\"")
    String symbol();

    @Schema(
            name = "venue",
            description = "MIC or exchange name, 1 to 32 printable ASCII characters.",
            examples = "\"XNAS\"")
    String venue();

    @Schema(
            name = "ts_event",
            description =
                    "The exchange's clock. An integer of nanoseconds since the epoch (or as ts_unit says), or RFC 3339.",
            oneOf = {Long.class, String.class},
            examples = "1763620200123456789")
    Object tsEvent();

    @Schema(
            name = "bid_price",
            description = "At most nine decimal places; with bid_size, or absent when there is no bid.",
            oneOf = {Double.class, String.class},
            examples = "268.55")
    Object bidPrice();

    @Schema(
            name = "bid_size",
            description = "At most eight decimal places.",
            oneOf = {Double.class, String.class},
            examples = "300")
    Object bidSize();

    @Schema(
            name = "ask_price",
            description = "At most nine decimal places; with ask_size, or absent when there is no ask.",
            oneOf = {Double.class, String.class},
            examples = "268.57")
    Object askPrice();

    @Schema(
            name = "ask_size",
            description = "At most eight decimal places.",
            oneOf = {Double.class, String.class},
            examples = "100")
    Object askSize();

    @Schema(
            name = "ts_recv",
            description =
                    "When the publisher saw it; our clock if absent. An integer of nanoseconds since the epoch (or as ts_unit says), or RFC 3339.",
            oneOf = {Long.class, String.class},
            examples = "1763620200125000000")
    Object tsRecv();

    @Schema(name = "sequence", description = "The venue's sequence number; 0 if absent.", minimum = "0")
    long sequence();

    @Schema(name = "conditions", description = "Conditions as the venue codes them, at most 64 characters.")
    String conditions();
}
