package io.tapeline.ingest.connect;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What happened to a feed.
 *
 * @param time when; the last time where it counts several
 * @param kind what happened, for programs
 * @param count how many times in a row
 * @param message what happened, for people; the last one where it counts several
 */
public record JournalEntry(
        @Schema(description = "When; the last time where it counts several.")
        Instant time,

        @Schema(
                description = "connected, live, refused, disconnected, silent, gap, backfilled, backfill_failed,"
                        + " malformed, rejected, unpublished, failed, ended.")
        String kind,

        @Schema(description = "How many times in a row.") long count,
        @Schema(description = "What happened, for people.") String message) {}
