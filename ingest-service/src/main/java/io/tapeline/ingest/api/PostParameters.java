package io.tapeline.ingest.api;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The query parameters that all posts of events have. */
final class PostParameters {
    @Parameter(
            description =
                    "The replay the events belong to: their own times are the clock, in the order in which they are"
                            + " posted. Absent for events as they happen.")
    @QueryParam("replay")
    @Nullable
    String replay;

    @Parameter(
            description = "The unit of timestamps that are plain numbers; auto takes for each the one that makes it a"
                    + " plausible time. RFC 3339 needs none.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"ns", "us", "ms", "s", "auto"},
                            defaultValue = "ns"))
    @QueryParam("ts_unit")
    @Nullable
    String tsUnit;

    @Parameter(
            description =
                    "The venue whose messages the items are, as the venue sends them; for JSON and NDJSON. Absent for"
                            + " events as this API words them.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"alpaca", "coinbase", "binance", "kraken"}))
    @QueryParam("dialect")
    @Nullable
    String dialect;
}
