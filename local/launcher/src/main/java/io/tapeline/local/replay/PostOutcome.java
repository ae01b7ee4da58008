package io.tapeline.local.replay;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What became of one post. */
sealed interface PostOutcome {
    /** The service has answered for every item. */
    record Answered(long accepted, long rejected, List<Item> rejections) implements PostOutcome {}

    /** The service may not have taken it, and may take it later: it is to be sent again as it is. */
    record Retry(String reason, Optional<Duration> after) implements PostOutcome {}

    /** The service will never take it. */
    record Refused(int status, String reason) implements PostOutcome {}

    /** One rejected item of a post. */
    record Item(int index, String code, String message) {}
}
