package io.tapeline.ingest.post;

import io.tapeline.ingest.parse.Stop;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What became of a post. */
public sealed interface PostOutcome {
    /** Nothing was read: the service cannot take a post now. */
    record Refused(Reason reason, String message) implements PostOutcome {}

    /**
     * It was read, whole or in part.
     *
     * @param accepted how many items went to the publisher
     * @param rejectedCount how many items were refused
     * @param rejected the first of these
     * @param stop where the body's fault ended the reading; null if it did not
     * @param noRoomAt the first item for which there was no room; -1 if there was for all
     * @param stored completes when all accepted items are stored, or fails with a
     *     {@link io.tapeline.ingest.publish.PublishException}, or a {@link java.util.concurrent.TimeoutException}
     */
    record Read(
            long accepted,
            long rejectedCount,
            List<Rejection> rejected,
            @Nullable Stop stop,
            long noRoomAt,
            CompletionStage<Void> stored)
            implements PostOutcome {}

    /** Why a post is not taken. */
    enum Reason {
        NOT_READY,
        TOO_MANY_POSTS,
        BUFFER_FULL
    }
}
