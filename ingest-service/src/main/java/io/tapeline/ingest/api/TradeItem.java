package io.tapeline.ingest.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A trade as it is posted; for the API's document only, for bodies are never mapped to objects. */
@Schema(
        name = "Trade",
        description = "One trade. A field that is not listed here is an error.",
        requiredProperties = {"symbol", "venue", "ts_event", "price", "size"},
        additionalProperties = Schema.False.class)
interface TradeItem {
    @Schema(name = "symbol", description = "1 to 64 printable ASCII characters.", examples = "\"BTC-USD\"")
    String symbol();

    @Schema(
            name = "venue",
            description = "MIC or exchange name, 1 to 32 printable ASCII characters.",
            examples = "\"BITSTAMP\"")
    String venue();

    @Schema(
            name = "ts_event",
            description =
                    "The exchange's clock: an integer of nanoseconds since the epoch (as a number or a string), or RFC 3339.",
            oneOf = {Long.class, String.class},
            examples = "1385337600000000000")
    Object tsEvent();

    @Schema(
            name = "ts_recv",
            description = "When the publisher saw it; our clock if absent.",
            oneOf = {Long.class, String.class},
            examples = "\"2013-11-25T00:00:00.250Z\"")
    Object tsRecv();

    @Schema(
            name = "price",
            description = "Above zero, at most nine decimal places, as a number or a string; read exactly.",
            oneOf = {Double.class, String.class},
            examples = "\"800.01\"")
    Object price();

    @Schema(
            name = "size",
            description = "Zero or more, at most eight decimal places, as a number or a string; read exactly.",
            oneOf = {Double.class, String.class},
            examples = "0.5")
    Object size();

    @Schema(
            name = "side",
            description = "The aggressor: B or buy, A or sell, N or none (the default).",
            enumeration = {"B", "A", "N", "buy", "sell", "none"})
    String side();

    @Schema(
            name = "sequence",
            description = "The venue's sequence number, which orders trades of equal ts_event; 0 if absent.",
            minimum = "0")
    long sequence();

    @Schema(
            name = "trade_id",
            description = "The venue's id, at most 64 characters: with symbol and venue it is the trade's identity.",
            oneOf = {Long.class, String.class},
            examples = "2209420")
    Object tradeId();

    @Schema(name = "conditions", description = "Sale conditions as the venue codes them, at most 64 characters.")
    String conditions();
}
