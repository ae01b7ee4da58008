package io.tapeline.ingest.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.dialect.DialectReader;
import io.tapeline.ingest.dialect.MissingTime;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventRules;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the trades of gaps from a venue's REST API, gap by gap and page by page, on a thread of its own: the live feed
 * does not wait for it. What came late by itself meanwhile is fetched again; a trade twice is harmless. State bound:
 * {@value #CAPACITY} gaps and one page.
 */
final class Backfiller implements Runnable {
    private static final int CAPACITY = 1000;
    private static final int ATTEMPTS = 5;
    private static final int MAX_PAGES = 1000;

    private final VenueProtocol protocol;
    private final FeedSettings settings;
    private final FeedStatus status;
    private final Fetcher fetcher;
    private final Outlet outlet;
    private final DialectReader reader;
    private final NanoClock clock;
    private final Jitter jitter;
    private final BlockingQueue<Gap> gaps = new ArrayBlockingQueue<>(CAPACITY);

    /** @param outlet that this thread alone uses */
    Backfiller(
            VenueProtocol protocol,
            FeedSettings settings,
            FeedStatus status,
            Fetcher fetcher,
            Outlet outlet,
            EventRules rules,
            NanoClock clock,
            RandomGenerator random) {
        this.protocol = protocol;
        this.settings = settings;
        this.status = status;
        this.fetcher = fetcher;
        this.outlet = outlet;
        this.reader = new DialectReader(protocol.dialect(), rules, EventKind.TRADE, MissingTime.REFUSED);
        this.clock = clock;
        this.jitter = new Jitter(settings.backoffMin(), settings.backoffMax(), random);
    }

    /** Takes a gap to be filled. */
    void add(Gap gap) {
        if (!gaps.offer(gap)) {
            status.warn(Journal.Kind.BACKFILL_FAILED, "too many gaps wait already: " + gap);
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                fill(gaps.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill(Gap whole) throws InterruptedException {
        Gap gap = whole.newest(settings.maxBackfill());
        long count = 0;
        URI next = protocol.firstPage(gap);
        for (int pages = 0; next != null; pages++) {
            if (pages == MAX_PAGES) {
                status.warn(Journal.Kind.BACKFILL_FAILED, "more than " + MAX_PAGES + " pages for " + gap);
                return;
            }
            JsonNode answer = ask(next, gap);
            if (answer == null) {
                return;
            }
            Page page = protocol.page(gap, next, answer);
            reader.setNow(clock.wallNanos());
            for (JsonNode row : page.rows()) {
                if (!reader.readTrade(gap.symbol(), row, count++, outlet)) {
                    throw new InterruptedException();
                }
            }
            if (!outlet.flush()) {
                throw new InterruptedException();
            }
            next = page.next();
        }
        status.backfilled(whole, count);
    }

    /** The answer, or null after too many failures. */
    private @Nullable JsonNode ask(URI uri, Gap gap) throws InterruptedException {
        String reason = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Fetcher.Answer answer = fetcher.get(uri, Map.of("Accept", "application/json"));
            long wait = jitter.nanos(attempt);
            if (answer instanceof Fetcher.Answer.Body body) {
                try {
                    return DialectReader.parse(body.bytes(), 0, body.bytes().length);
                } catch (JsonProcessingException e) {
                    reason = "the answer is not JSON";
                }
            } else if (answer instanceof Fetcher.Answer.Failed failed) {
                reason = failed.reason();
                wait = Math.max(wait, failed.retryAfter());
            }
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        status.warn(
                Journal.Kind.BACKFILL_FAILED,
                gap.symbol() + " ids " + gap.first() + " to " + gap.last() + ", gave up after " + ATTEMPTS
                        + " attempts: " + FeedStatus.excerpt(reason));
        return null;
    }
}
