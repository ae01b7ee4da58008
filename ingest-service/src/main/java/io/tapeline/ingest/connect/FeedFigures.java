package io.tapeline.ingest.connect;

/** A feed's counts so far, for metrics. Thread safe. */
public interface FeedFigures {
    /** What the configuration calls the feed. */
    String feed();

    /** Whether a connection stands. */
    boolean isConnected();

    /** Connections after the first one. */
    long reconnects();

    /** Frames, answers or files that came. */
    long messages();

    /** Events handed to the publisher. */
    long events();

    /** Gaps in the venue's trade ids. */
    long gaps();

    /** Trades in these gaps. */
    long missed();

    /** Trades fetched for them. */
    long backfilled();

    /** Frames or answers that are not JSON. */
    long malformed();

    /** Items that are no valid events. */
    long rejected();

    /** Events that the stream has not taken. */
    long unpublished();

    /** How far the newest event is behind our clock, seconds; NaN before the first one. */
    double lagSeconds();

    /** How long nothing came, seconds. */
    double silenceSeconds();
}
