package io.tapeline.ingest.connect;

import io.tapeline.ingest.feed.LiveFeed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.post.Admission;
import io.tapeline.ingest.post.PostListener;
import io.tapeline.ingest.publish.Publisher;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The feeds that the service pulls, from the start of the service to its end. A feed that is down harms no other, and not
 * the service: it stays ready, and the feed's state says so. Thread safe. State bound: two threads and their blocks a feed.
 */
public final class Feeds implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Feeds.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Publisher publisher;
    private final LiveFeed live;
    private final Replays replays;
    private final Admission admission;
    private final EventRules rules;
    private final NanoClock clock;
    private final RandomGenerator random;
    private final Vertx vertx;
    private final List<FeedSettings> settings;
    private final List<FeedStatus> statuses = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Feeds that are not started.
     *
     * @param admission the symbols and venues that are taken
     */
    public Feeds(
            List<FeedSettings> settings,
            Publisher publisher,
            LiveFeed live,
            Replays replays,
            Admission admission,
            EventRules rules,
            NanoClock clock,
            PostListener listener,
            RandomGenerator random,
            Vertx vertx) {
        this.settings = List.copyOf(settings);
        this.publisher = publisher;
        this.live = live;
        this.replays = replays;
        this.admission = admission;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
        this.vertx = vertx;
        for (FeedSettings feed : settings) {
            statuses.add(new FeedStatus(feed.name(), clock, listener));
        }
    }

    /** Starts them all. */
    public synchronized void start() {
        if (settings.isEmpty()) {
            return;
        }
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        Fetcher fetcher = new Fetcher(client, clock);
        for (int i = 0; i < settings.size(); i++) {
            start(settings.get(i), statuses.get(i), fetcher);
        }
        threads.forEach(Thread::start);
    }

    private void start(FeedSettings feed, FeedStatus status, Fetcher fetcher) {
        LOG.infof(
                "starting feed, feed=%s type=%s symbols=%s",
                feed.name(), feed.type().label(), feed.symbols());
        Outlet outlet = new Outlet(publisher, live, admission, status);
        switch (feed.type()) {
            case COINBASE, BINANCE, KRAKEN -> {
                VenueProtocol protocol = VenueProtocol.of(feed);
                Backfiller backfiller = backfiller(feed, status, protocol, fetcher);
                add(
                        feed.name(),
                        status,
                        new SocketFeed(
                                feed,
                                present(feed.url()),
                                protocol,
                                status,
                                vertx,
                                outlet,
                                backfiller,
                                rules,
                                clock,
                                random));
            }
            case HTTP ->
                add(
                        feed.name(),
                        status,
                        new HttpFeed(feed, present(feed.url()), status, fetcher, outlet, rules, clock, random));
            case FILE ->
                add(
                        feed.name(),
                        status,
                        new FileFeed(feed, present(feed.file()), status, publisher, admission, replays, rules, clock));
        }
    }

    private @Nullable Backfiller backfiller(
            FeedSettings feed, FeedStatus status, VenueProtocol protocol, Fetcher fetcher) {
        if (!feed.backfill()) {
            return null;
        }
        Backfiller backfiller = new Backfiller(
                protocol, feed, status, fetcher, new Outlet(publisher, live, admission, status), rules, clock, random);
        add(feed.name() + "-backfill", status, backfiller);
        return backfiller;
    }

    private void add(String name, FeedStatus status, Runnable feed) {
        Thread thread = new Thread(feed, "feed-" + name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((failed, fault) -> {
            LOG.errorf(fault, "feed has failed by a fault of ours, thread=%s", failed.getName());
            status.warn(Journal.Kind.FAILED, "a fault of ours: " + fault);
            status.enter("failed", false);
        });
        threads.add(thread);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the feed has no address");
        }
        return value;
    }

    /** How each feed is doing, in the order of the configuration. */
    public List<FeedReport> reports() {
        List<FeedReport> reports = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            reports.add(statuses.get(i).report(settings.get(i)));
        }
        return reports;
    }

    /** The counts of each feed, in the order of the configuration. */
    public List<FeedFigures> figures() {
        return List.copyOf(statuses);
    }

    /** Ends them all: nothing more is handed to the publisher. Waits for that, but no longer than {@code patience}. */
    public synchronized void stop(Duration patience) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
        }
        threads.clear();
    }

    @Override
    public void close() {
        try {
            stop(Duration.ofSeconds(6));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
