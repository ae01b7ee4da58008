package io.tapeline.ingest.api;

import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.Stop;
import io.tapeline.ingest.post.PostOutcome;
import io.tapeline.ingest.publish.PublishException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What went wrong with posts, as problems: the same however the post came. */
public final class PostProblems {
    private PostProblems() {}

    /** The service could not take the post. */
    public static Problem of(PostOutcome.Refused refused) {
        ProblemKind kind = switch (refused.reason()) {
            case NOT_READY -> ProblemKind.NOT_READY;
            case TOO_MANY_POSTS -> ProblemKind.TOO_MANY_POSTS;
            case BUFFER_FULL -> ProblemKind.BUFFER_FULL;
        };
        return Problem.of(kind, refused.message());
    }

    /** What ended the reading of a post too soon; null if it was read to its end. */
    public static @Nullable Problem of(PostOutcome.Read read) {
        Stop stop = read.stop();
        if (stop != null) {
            return Problem.of(kindOf(stop.code()), stop.message(), read, Problem.StoppedAt.of(stop));
        }
        if (read.noRoomAt() >= 0) {
            return Problem.of(
                    ProblemKind.BUFFER_FULL,
                    "no room for item " + read.noRoomAt() + " and those after it: post them again",
                    read,
                    new Problem.StoppedAt(read.noRoomAt(), null, null));
        }
        return null;
    }

    /** A post was read and not published, or is not known to be stored. */
    public static Problem of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof PublishException known) {
            return Problem.of(kindOf(known), String.valueOf(known.getMessage()));
        }
        return Problem.of(
                ProblemKind.NOT_CONFIRMED, "the stream has not acknowledged the events in time: post them again");
    }

    private static ProblemKind kindOf(PublishException failure) {
        return switch (failure.reason()) {
            case REFUSED, TIMED_OUT -> ProblemKind.NOT_CONFIRMED;
            case CLOSED -> ProblemKind.NOT_READY;
            case BUG -> ProblemKind.INTERNAL;
        };
    }

    private static ProblemKind kindOf(RejectCode code) {
        return switch (code) {
            case ITEM_TOO_LONG, BODY_TOO_LARGE, COMPRESSION_BOMB -> ProblemKind.TOO_LARGE;
            default -> ProblemKind.MALFORMED_BODY;
        };
    }
}
