package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of a replay: each trade of the input is either accepted or rejected. Of one that was resumed, the counts
 * are of all its runs.
 *
 * @param accepted acknowledged by the service, so on the stream
 * @param rejected refused by the service
 * @param rejectedByCode refused, by code; the service names at most 1,000 of one post, the rest counts as {@code OTHER}
 * @param firstRejections the first few of each code
 * @param retries posts that were sent again
 * @param took from the first post of the last run to its last answer
 * @param run what the last run has done
 */
public record ReplayReport(
        long accepted,
        long rejected,
        SortedMap<String, Long> rejectedByCode,
        List<Rejection> firstRejections,
        long retries,
        Duration took,
        RunFigures run) {
    public ReplayReport {
        firstRejections = List.copyOf(firstRejections);
        requireNonNull(run, "run is null");
    }

    /** Without figures of the run. */
    public ReplayReport(
            long accepted,
            long rejected,
            SortedMap<String, Long> rejectedByCode,
            List<Rejection> firstRejections,
            long retries,
            Duration took) {
        this(accepted, rejected, rejectedByCode, firstRejections, retries, took, RunFigures.NONE);
    }

    /** Trades of the input. */
    public long total() {
        return accepted + rejected;
    }
}
