package io.tapeline.ingest.feed;

/**
 * Where events come from, as far as time goes: each batch carries the clock of the feed whose events it holds. Thread
 * safe.
 */
public sealed interface Feed permits LiveFeed, ReplayFeed {
    /** The feed's clock, nanoseconds since the epoch. */
    long clock();

    /** Events are about to be handed on; none of them is older than this. */
    void begin(long minTsEvent);

    /**
     * Events have been handed on to their ranges; none of them is newer than this. Only now may the clock pass them:
     * before, a batch could tell a time that events of its range have yet to reach.
     */
    void advance(long maxTsEvent);
}
