package io.tapeline.local.replay;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of a replay: each trade of the input is either accepted or rejected.
 *
 * @param accepted acknowledged by the service, so on the stream
 * @param rejected refused by the service
 * @param rejectedByCode refused, by code; the service names at most 1,000 of one post, the rest counts as {@code OTHER}
 * @param firstRejections the first few of them
 * @param retries posts that were sent again
 * @param took from the first post to the last answer
 */
public record ReplayReport(
        long accepted,
        long rejected,
        SortedMap<String, Long> rejectedByCode,
        List<Rejection> firstRejections,
        long retries,
        Duration took) {
    public ReplayReport {
        firstRejections = List.copyOf(firstRejections);
    }

    /** Trades of the input. */
    public long total() {
        return accepted + rejected;
    }
}
