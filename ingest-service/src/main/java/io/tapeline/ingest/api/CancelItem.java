package io.tapeline.ingest.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A cancel as it is posted; for the API's document only, for bodies are never mapped to objects. */
@Schema(
        name = "Cancel",
        description = "A trade did not happen. A field that is not listed here is an error.",
        requiredProperties = {"symbol", "venue", "trade_id", "ts_event", "ts_original"},
        additionalProperties = Schema.False.class)
interface CancelItem {
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
}
