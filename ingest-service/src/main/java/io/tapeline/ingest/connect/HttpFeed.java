package io.tapeline.ingest.connect;

import io.tapeline.ingest.dialect.MissingTime;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.BodyReader;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.Stop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Asks an address again and again, and publishes what it answers: JSON, NDJSON or CSV, as the answer's type says. An answer
 * that the server says has not changed, or that is the same as the one before, is not read. What is in two answers is
 * published twice, which is harmless for trades, known by their identity, and makes quotes twice. Ends when its thread is
 * interrupted. State bound: one answer, and the one before.
 */
final class HttpFeed implements Runnable {
    private final FeedSettings settings;
    private final URI url;
    private final FeedStatus status;
    private final Fetcher fetcher;
    private final Outlet outlet;
    private final Jitter jitter;
    private final Map<Bodies.Format, BodyReader> readers = new EnumMap<>(Bodies.Format.class);

    private String tag = "";
    private String modified = "";
    private byte[] before = {};
    private int failures;

    HttpFeed(
            FeedSettings settings,
            URI url,
            FeedStatus status,
            Fetcher fetcher,
            Outlet outlet,
            EventRules rules,
            NanoClock clock,
            RandomGenerator random) {
        this.settings = settings;
        this.url = url;
        this.status = status;
        this.fetcher = fetcher;
        this.outlet = outlet;
        this.jitter = new Jitter(settings.backoffMin(), settings.backoffMax(), random);
        for (Bodies.Format format : Bodies.Format.values()) {
            readers.put(format, Bodies.reader(settings, format, MissingTime.OUR_CLOCK, rules, clock::wallNanos));
        }
    }

    @Override
    public void run() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(ask());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            status.enter("stopped", false);
        }
    }

    /** Asks once; how long to wait before the next time, nanoseconds. */
    private long ask() throws InterruptedException {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", "application/json, application/x-ndjson, text/csv");
        if (!tag.isEmpty()) {
            headers.put("If-None-Match", tag);
        }
        if (!modified.isEmpty()) {
            headers.put("If-Modified-Since", modified);
        }
        Fetcher.Answer answer = fetcher.get(url, headers);
        if (answer instanceof Fetcher.Answer.Failed failed) {
            failures++;
            status.enter("waiting", false);
            status.warn(Journal.Kind.FAILED, FeedStatus.excerpt(failed.reason()));
            // Never sooner than without the failure, and not before the server says.
            return Math.max(settings.interval().toNanos() + jitter.nanos(failures), failed.retryAfter());
        }
        failures = 0;
        status.enter("polling", true);
        status.message();
        if (answer instanceof Fetcher.Answer.Body body && !Arrays.equals(body.bytes(), before)) {
            read(body);
        }
        return settings.interval().toNanos();
    }

    private void read(Fetcher.Answer.Body body) throws InterruptedException {
        BodyReader reader = readers.get(format(body.headers()));
        if (reader == null) {
            throw new IllegalStateException("no reader");
        }
        try {
            Stop stop = reader.read(new ByteArrayInputStream(body.bytes()), outlet);
            if (stop != null) {
                status.malformed(stop.code() + ": " + stop.message());
            }
        } catch (IOException e) {
            throw new IllegalStateException("bytes cannot fail", e);
        }
        if (!outlet.flush() || Thread.interrupted()) {
            throw new InterruptedException();
        }
        // Only now: what was not handed on is to be asked for again.
        before = body.bytes();
        tag = body.headers().firstValue("ETag").orElse("");
        modified = body.headers().firstValue("Last-Modified").orElse("");
    }

    private static Bodies.Format format(HttpHeaders headers) {
        String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.contains("csv")) {
            return Bodies.Format.CSV;
        }
        return type.contains("ndjson") || type.contains("jsonl") ? Bodies.Format.NDJSON : Bodies.Format.JSON;
    }
}
