package io.tapeline.ingest.post;

import io.tapeline.ingest.parse.RejectCode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An item that was refused.
 *
 * @param index its position in the body, from 0; blank lines do not count
 * @param code why, for programs
 * @param message why, for people
 */
public record Rejection(
        @Schema(description = "The item's position in the body, from 0; blank lines do not count.")
        long index,

        @Schema(description = "Why, for programs.") RejectCode code,
        @Schema(description = "Why, for people.") String message) {}
