package io.tapeline.ingest.socket;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tapeline.ingest.api.Problem;
import io.tapeline.ingest.post.Rejection;
import java.util.List;

/** What the service sends. */
sealed interface Answer {
    /**
     * A message and all before it are stored.
     *
     * @param ack its number
     * @param accepted items of it that are stored
     * @param rejectedCount items of it that were refused
     * @param rejected the first of these
     */
    record Ack(
            long ack,
            long accepted,
            @JsonProperty("rejected_count") long rejectedCount,
            List<Rejection> rejected) implements Answer {}

    /**
     * All before a message are stored, the message is not.
     *
     * @param nack its number
     * @param problem why
     */
    record Nack(long nack, @JsonUnwrapped Problem problem) implements Answer {}
}
