package io.tapeline.ingest.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A correction as it is posted; for the API's document only, for bodies are never mapped to objects. */
@Schema(
        name = "Correction",
        description = "A trade is to read as this says. A field that is not listed here is an error.",
        requiredProperties = {"symbol", "venue", "trade_id", "ts_event", "ts_original", "price", "size"},
        additionalProperties = Schema.False.class)
interface CorrectionItem {
    @Schema(name = "symbol", description = "1 to 64 printable ASCII characters.", examples = "\"AAPL\"")
    String symbol();

    @Schema(
            name = "venue",
            description = "MIC or exchange name, 1 to 32 printable ASCII characters.",
            examples = "\"XNAS\"")
    String venue();

    @Schema(
            name = "trade_id",
            description = "The venue's id of the trade, at most 64 characters.",
            oneOf = {Long.class, String.class},
            examples = "71")
    Object tradeId();

    @Schema(
            name = "ts_event",
            description =
                    "The exchange's clock. An integer of nanoseconds since the epoch (or as ts_unit says), or RFC 3339.",
            oneOf = {Long.class, String.class},
            examples = "1763620200123456789")
    Object tsEvent();

    @Schema(
            name = "ts_original",
            description =
                    "The ts_event of the trade as first reported. An integer of nanoseconds since the epoch (or as ts_unit says), or RFC 3339.",
            oneOf = {Long.class, String.class},
            examples = "1763620200123456789")
    Object tsOriginal();

    @Schema(
            name = "price",
            description = "As it should have been: above zero, at most nine decimal places.",
            oneOf = {Double.class, String.class},
            examples = "268.46")
    Object price();

    @Schema(
            name = "size",
            description = "As it should have been: zero or more, at most eight decimal places.",
            oneOf = {Double.class, String.class},
            examples = "100")
    Object size();

    @Schema(
            name = "ts_trade",
            description =
                    "The ts_event that the trade should have had; ts_original if absent. An integer of nanoseconds since the epoch (or as ts_unit says), or RFC 3339.",
            oneOf = {Long.class, String.class},
            examples = "1763620200123456789")
    Object tsTrade();

    @Schema(
            name = "ts_recv",
            description =
                    "When the publisher saw it; our clock if absent. An integer of nanoseconds since the epoch (or as ts_unit says), or RFC 3339.",
            oneOf = {Long.class, String.class},
            examples = "1763620200125000000")
    Object tsRecv();

    @Schema(
            name = "side",
            description = "The aggressor: B or buy, A or sell, N or none (the default).",
            enumeration = {"B", "A", "N", "buy", "sell", "none"})
    String side();

    @Schema(name = "sequence", description = "The venue's sequence number; 0 if absent.", minimum = "0")
    long sequence();

    @Schema(name = "conditions", description = "Conditions as the venue codes them, at most 64 characters.")
    String conditions();
}
