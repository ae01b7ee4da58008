package io.tapeline.live.problem;

import static java.util.Objects.requireNonNull;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A problem as RFC 9457 has it.
 *
 * @param type what kind of problem, a URI
 * @param title the same in words
 * @param status the HTTP status
 * @param detail what happened this time
 */
@Schema(description = "A problem (RFC 9457).")
public record Problem(
        @Schema(description = "What kind of problem, a URI.", examples = "urn:tapeline:problem:unknown-symbol")
        String type,

        @Schema(description = "The same in words.") String title,
        @Schema(description = "The HTTP status.") int status,
        @Schema(description = "What happened this time.") String detail) {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        requireNonNull(type, "type is null");
        requireNonNull(title, "title is null");
        requireNonNull(detail, "detail is null");
    }

    /** A problem of a kind. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem("urn:tapeline:problem:" + kind.label(), kind.title(), kind.status(), detail);
    }
}
