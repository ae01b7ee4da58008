package io.tapeline.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.Stop;
import io.tapeline.ingest.post.PostOutcome;
import io.tapeline.ingest.post.Rejection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A problem as RFC 9457 has it, with what became of the post's items where it had any.
 *
 * @param type what kind of problem, a URI
 * @param title the same in words
 * @param status the HTTP status
 * @param detail what happened this time
 * @param accepted items that are stored in spite of the problem; absent when that is not known
 * @param rejectedCount items that were refused
 * @param rejected the first of these
 * @param stoppedAt where the reading of the body ended, if before its end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A problem (RFC 9457), with what became of the post's items where it had any.")
public record Problem(
        @Schema(description = "What kind of problem, a URI.", examples = "urn:tapeline:problem:malformed-body")
        String type,

        @Schema(description = "The same in words.") String title,
        @Schema(description = "The HTTP status.") int status,
        @Schema(description = "What happened this time.") String detail,

        @Schema(description = "Items that are stored in spite of the problem; absent when that is not known.") @Nullable
        Long accepted,

        @Schema(description = "Items that were refused.") @JsonProperty("rejected_count") @Nullable
        Long rejectedCount,

        @Schema(description = "The first of these.") @Nullable
        List<Rejection> rejected,

        @Schema(description = "Where the reading of the body ended, if before its end.")
        @JsonProperty("stopped_at")
        @Nullable
        StoppedAt stoppedAt) {
    /**
     * Where the reading of a body ended.
     *
     * @param index the first item that was not taken
     * @param offset the byte of the decompressed body, where it is known
     * @param code why, for programs; absent when there was no room
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StoppedAt(
            long index, @Nullable Long offset, @Nullable RejectCode code) {
        static StoppedAt of(Stop stop) {
            return new StoppedAt(stop.index(), stop.offset(), stop.code());
        }
    }

    /** The kind without what makes it a URI. */
    public String name() {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    /** A problem with no items. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, null, null, null, null);
    }

    static Problem of(ProblemKind kind, String detail, PostOutcome.Read read, @Nullable StoppedAt stoppedAt) {
        return new Problem(
                kind.type(),
                kind.title(),
                kind.status(),
                detail,
                read.accepted(),
                read.rejectedCount(),
                read.rejected(),
                stoppedAt);
    }
}
