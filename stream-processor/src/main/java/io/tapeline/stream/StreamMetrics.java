package io.tapeline.stream;

/** The names of the stream job's metrics, all under the operator's own group. Counts are of trades unless they say. */
public final class StreamMetrics {
    /** The group of all of them. */
    public static final String GROUP = "tapeline";

    /** Batches decoded. */
    public static final String BATCHES = "batches";
    /** Events in decoded batches. */
    public static final String EVENTS = "events";
    /** Quotes in decoded batches. */
    public static final String QUOTES = "quotes";
    /** Records that could not be read; a counter for each reason, in a group {@code reason}. */
    public static final String DEAD_LETTERS = "deadLetters";
    /** The label under which dead letters are counted. */
    public static final String REASON = "reason";

    /** Trades that went into bars. */
    public static final String ACCEPTED = "accepted";
    /** Trades seen before, dropped. */
    public static final String DUPLICATES = "duplicates";
    /** Slices of batches seen before, dropped whole. */
    public static final String DUPLICATE_SLICES = "duplicateSlices";
    /** Trades beyond the correction horizon, kept in the table of late trades. */
    public static final String LATE = "late";
    /** Trades whose price times size is too large to be summed, kept in the table of late trades. */
    public static final String TOO_LARGE = "tooLarge";
    /** Corrections and cancels; a counter for each outcome, in a group {@code outcome}. */
    public static final String AMENDMENTS = "amendments";
    /** The label under which amendments are counted. */
    public static final String OUTCOME = "outcome";
    /** Quotes that are not of a batch seen before. */
    public static final String ACCEPTED_QUOTES = "acceptedQuotes";
    /** Bars that became final for the first time. */
    public static final String BARS = "bars";
    /** Bars issued again. */
    public static final String REVISIONS = "revisions";
    /** Bars and rows of indicators not sent to the live stream, for there were newer ones before it was time. */
    public static final String LIVE_SKIPPED = "liveSkipped";
    /** Gauge: milliseconds from the feed's clock in the last slice to the machine's clock. */
    public static final String EVENT_TIME_LAG = "eventTimeLag";

    private StreamMetrics() {}
}
