package io.tapeline.ingest.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tapeline.ingest.post.Rejection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a post that was read to its end.
 *
 * @param accepted items that are stored
 * @param rejectedCount items that were refused
 * @param rejected the first of these
 */
@Schema(description = "What became of the items of a post.")
record PostAnswer(
        @Schema(description = "Items that the stream has acknowledged.")
        long accepted,

        @Schema(description = "Items that were refused.") @JsonProperty("rejected_count")
        long rejectedCount,

        @Schema(description = "The refused items; at most 1,000 are listed.")
        List<Rejection> rejected) {}
