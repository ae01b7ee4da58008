package io.tapeline.ingest.connect;

import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.post.PostListener;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a feed does, counted and written down, in the log too. Thread safe. State bound: counters and the {@link Journal}.
 */
final class FeedStatus implements FeedFigures {
    private static final Logger LOG = Logger.getLogger(FeedStatus.class);
    private static final int EXCERPT = 160;

    private final String feed;
    private final NanoClock clock;
    private final PostListener listener;
    private final Journal journal = new Journal();

    private final LongAdder messages = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder backfilled = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder unpublished = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final AtomicLong repeats = new AtomicLong();
    /** Of the newest event, {@link Long#MIN_VALUE} before the first one. */
    private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);

    private volatile String state = "stopped";
    private volatile Instant since;
    private volatile boolean connected;
    private volatile long heardAt;

    FeedStatus(String feed, NanoClock clock, PostListener listener) {
        this.feed = feed;
        this.clock = clock;
        this.listener = listener;
        this.since = now();
        this.heardAt = clock.nanoTime();
    }

    @Override
    public String feed() {
        return feed;
    }

    /** The feed came to another state. */
    void state(FeedSession.State next) {
        boolean open = next == FeedSession.State.SUBSCRIBING || next == FeedSession.State.LIVE;
        enter(next.name().toLowerCase(Locale.ROOT), open);
    }

    void enter(String next, boolean open) {
        if (open && !connected) {
            connections.increment();
            heardAt = clock.nanoTime();
        }
        if (!next.equals(state)) {
            since = now();
        }
        connected = open;
        state = next;
    }

    /** A frame, an answer or a file came. */
    void message() {
        messages.increment();
        heardAt = clock.nanoTime();
    }

    /** Events were handed to the publisher. */
    void published(long count, long maxTsEvent) {
        events.add(count);
        newest.accumulateAndGet(maxTsEvent, Math::max);
        listener.accepted(count);
    }

    /** Events were given up by the publisher. */
    void unpublished(long count, String reason) {
        unpublished.add(count);
        note(Journal.Kind.UNPUBLISHED, count + " events were not stored: " + reason);
        LOG.errorf("feed's events were not stored, feed=%s events=%d reason=%s", feed, count, reason);
    }

    void rejected(RejectCode code, String message) {
        rejected.increment();
        listener.rejected(code, 1);
        flood(Journal.Kind.REJECTED, code + ": " + message);
    }

    /** A frame or an answer could not be read. */
    void malformed(String text) {
        malformed.increment();
        flood(Journal.Kind.MALFORMED, excerpt(text));
    }

    void gap(Gap gap) {
        gaps.increment();
        missed.add(gap.count());
        note(
                Journal.Kind.GAP,
                gap.symbol() + " misses " + gap.count() + " trades, ids " + gap.first() + " to " + gap.last());
        LOG.warnf("feed has a gap, feed=%s symbol=%s first=%d last=%d", feed, gap.symbol(), gap.first(), gap.last());
    }

    void backfilled(Gap gap, long count) {
        backfilled.add(count);
        note(
                Journal.Kind.BACKFILLED,
                gap.symbol() + " got " + count + " of " + gap.count() + " trades, ids " + gap.first() + " to "
                        + gap.last());
        LOG.infof(
                "feed's gap was backfilled, feed=%s symbol=%s first=%d last=%d trades=%d",
                feed, gap.symbol(), gap.first(), gap.last(), count);
    }

    void repeats(long count) {
        repeats.set(count);
    }

    /** Writes down what happened, and logs it as a warning. */
    void warn(Journal.Kind kind, String message) {
        note(kind, message);
        LOG.warnf("feed has a problem, feed=%s kind=%s message=%s", feed, kind, message);
    }

    /** Writes down what happened. */
    void note(Journal.Kind kind, String message) {
        journal.add(now(), kind, message);
    }

    /** A flood is logged when it has doubled. */
    private void flood(Journal.Kind kind, String message) {
        long count = journal.add(now(), kind, message);
        if (Long.bitCount(count) == 1) {
            LOG.warnf("feed sends what cannot be read, feed=%s kind=%s count=%d last=%s", feed, kind, count, message);
        }
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public long messages() {
        return messages.sum();
    }

    @Override
    public long events() {
        return events.sum();
    }

    /** Connections after the first one. */
    @Override
    public long reconnects() {
        return Math.max(0, connections.sum() - 1);
    }

    @Override
    public long gaps() {
        return gaps.sum();
    }

    @Override
    public long missed() {
        return missed.sum();
    }

    @Override
    public long backfilled() {
        return backfilled.sum();
    }

    @Override
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public long rejected() {
        return rejected.sum();
    }

    @Override
    public long unpublished() {
        return unpublished.sum();
    }

    Journal journal() {
        return journal;
    }

    /** How far the newest event is behind our clock, seconds; NaN before the first one. */
    @Override
    public double lagSeconds() {
        long time = newest.get();
        return time == Long.MIN_VALUE ? Double.NaN : (clock.wallNanos() - time) / 1e9;
    }

    /** How long nothing came, seconds. */
    @Override
    public double silenceSeconds() {
        return (clock.nanoTime() - heardAt) / 1e9;
    }

    FeedReport report(FeedSettings settings) {
        long time = newest.get();
        return new FeedReport(
                feed,
                settings.type().label(),
                source(settings),
                settings.symbols(),
                settings.channels(),
                state,
                since,
                connected,
                reconnects(),
                messages(),
                events(),
                time == Long.MIN_VALUE ? null : instant(time),
                silenceSeconds(),
                rejected(),
                malformed(),
                gaps(),
                missed(),
                backfilled(),
                repeats.get(),
                unpublished(),
                journal.newestFirst());
    }

    /** Without user, password and query, which may hold secrets. */
    private static @Nullable String source(FeedSettings settings) {
        if (settings.file() != null) {
            return settings.file().toString();
        }
        return settings.url() == null
                ? null
                : settings.url().getScheme() + "://" + settings.url().getHost()
                        + (settings.url().getPort() < 0
                                ? ""
                                : ":" + settings.url().getPort())
                        + settings.url().getPath();
    }

    /** A piece of a text as it may stand in a log: short, and printable ASCII only. */
    static String excerpt(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), EXCERPT); i++) {
            char c = text.charAt(i);
            out.append(c < ' ' || c > '~' ? '?' : c);
        }
        return text.length() > EXCERPT ? out.append("...").toString() : out.toString();
    }

    private Instant now() {
        return instant(clock.wallNanos());
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
