package io.tapeline.ingest.connect;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a feed is doing.
 *
 * @param name what the configuration calls it
 * @param type what it is connected to
 * @param source the address or the file
 * @param symbols as the venue writes them
 * @param channels of the venue
 * @param state stopped, connecting, subscribing, live, waiting; polling; replaying, ended, failed
 * @param since when it came to this state
 * @param connected whether a connection stands
 * @param reconnects connections after the first one
 * @param messages frames, answers or files that came
 * @param events handed to the publisher
 * @param newestEvent the newest {@code ts_event}
 * @param silenceSeconds how long nothing came
 * @param rejected items that are no valid events
 * @param malformed frames or answers that are not JSON
 * @param gaps in the venue's trade ids
 * @param missed trades in these gaps
 * @param backfilled trades fetched for them
 * @param repeats trades with an id at or below one that had come
 * @param unpublished events that the stream has not taken
 * @param journal what happened, the newest first
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@Schema(name = "Feed", description = "How a feed is doing.")
public record FeedReport(
        @Schema(description = "What the configuration calls it.")
        String name,

        @Schema(description = "coinbase, kraken, binance, http or file.")
        String type,

        @Schema(description = "The address or the file.") @Nullable
        String source,

        @Schema(description = "As the venue writes them.") List<String> symbols,
        @Schema(description = "Of the venue.") List<String> channels,

        @Schema(
                description = "stopped, connecting, subscribing, live, waiting; polling (http); replaying, ended,"
                        + " failed (file).")
        String state,

        @Schema(description = "When it came to this state.") Instant since,

        @Schema(description = "Whether a connection stands.")
        boolean connected,

        @Schema(description = "Connections after the first one.")
        long reconnects,

        @Schema(description = "Frames, answers or files that came.")
        long messages,

        @Schema(description = "Events handed to the publisher.")
        long events,

        @Schema(description = "The newest ts_event.") @Nullable
        Instant newestEvent,

        @Schema(description = "How long nothing came.") double silenceSeconds,

        @Schema(description = "Items that are no valid events.")
        long rejected,

        @Schema(description = "Frames or answers that are not JSON.")
        long malformed,

        @Schema(description = "Gaps in the venue's trade ids.")
        long gaps,

        @Schema(description = "Trades in these gaps.") long missed,
        @Schema(description = "Trades fetched for them.") long backfilled,

        @Schema(description = "Trades with an id at or below one that had come.")
        long repeats,

        @Schema(description = "Events that the stream has not taken.")
        long unpublished,

        @Schema(description = "What happened, the newest first.")
        List<JournalEntry> journal) {}
