package io.tapeline.ingest.feed;

/** Events as they happen: the clock is the wall's. */
public final class LiveFeed implements Feed {
    private final NanoClock clock;

    public LiveFeed(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public long clock() {
        return clock.wallNanos();
    }

    @Override
    public void begin(long minTsEvent) {}

    @Override
    public void advance(long maxTsEvent) {}
}
