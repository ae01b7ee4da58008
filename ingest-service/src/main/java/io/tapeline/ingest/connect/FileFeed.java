package io.tapeline.ingest.connect;

import io.tapeline.ingest.dialect.MissingTime;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.ReplayFeed;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.GunzipStream;
import io.tapeline.ingest.parse.ParsedEvent;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.Stop;
import io.tapeline.ingest.parse.UnzstdStream;
import io.tapeline.ingest.post.Admission;
import io.tapeline.ingest.publish.Publisher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Replays a recorded file once: CSV, NDJSON or JSON, plain, gzip or zstd, as its name says, at a multiple of the speed at
 * which it happened. Its clock is its own, as that of a replay over HTTP; at its end the last day is closed. It begins anew
 * with the process, and trades twice are harmless. Ends early when its thread is interrupted, without the closing mark.
 */
final class FileFeed implements Runnable {
    /** A file of our own may be packed as well as it gets. */
    private static final int MAX_RATIO = 100_000;
    /** Below it, waiting costs more than it keeps in time. */
    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CLOSE_SECONDS = 30;

    private final FeedSettings settings;
    private final Path file;
    private final FeedStatus status;
    private final Publisher publisher;
    private final Admission admission;
    private final Replays replays;
    private final EventRules rules;
    private final NanoClock clock;

    FileFeed(
            FeedSettings settings,
            Path file,
            FeedStatus status,
            Publisher publisher,
            Admission admission,
            Replays replays,
            EventRules rules,
            NanoClock clock) {
        this.settings = settings;
        this.file = file;
        this.status = status;
        this.publisher = publisher;
        this.admission = admission;
        this.replays = replays;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            ReplayFeed replay = join();
            status.enter("replaying", true);
            boolean whole;
            try {
                whole = replay(replay);
            } finally {
                replays.leave(replay);
            }
            if (whole && replay.hasBegun()) {
                close(replay);
            }
            if (whole) {
                status.note(Journal.Kind.ENDED, status.events() + " events");
                status.enter("ended", false);
            } else {
                status.enter("failed", false);
            }
        } catch (InterruptedException e) {
            status.enter("stopped", false);
            Thread.currentThread().interrupt();
        }
    }

    private ReplayFeed join() throws InterruptedException {
        while (true) {
            Optional<ReplayFeed> replay = replays.enter("feed." + settings.name());
            if (replay.isPresent()) {
                return replay.get();
            }
            status.warn(Journal.Kind.FAILED, "too many replays are open (ingest.replay.max-open); waiting");
            TimeUnit.NANOSECONDS.sleep(RETRY_NANOS);
        }
    }

    /** Whether the file could be read to its end. */
    private boolean replay(ReplayFeed replay) throws InterruptedException {
        Outlet outlet = new Outlet(publisher, replay, admission, status);
        Bodies.Format format = format(file);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = unpacked(raw)) {
            status.message();
            Stop stop = Bodies.reader(settings, format, MissingTime.REFUSED, rules, clock::wallNanos)
                    .read(in, new Paced(outlet));
            if (!outlet.flush() || Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (stop != null) {
                status.warn(
                        Journal.Kind.FAILED,
                        "stopped at byte " + stop.offset() + ", " + stop.code() + ": "
                                + FeedStatus.excerpt(stop.message()));
            }
            return stop == null;
        } catch (IOException e) {
            status.warn(Journal.Kind.FAILED, e.toString());
            return false;
        }
    }

    private void close(ReplayFeed replay) throws InterruptedException {
        while (true) {
            try {
                publisher.closeReplay(replay).toCompletableFuture().copy().get(CLOSE_SECONDS, TimeUnit.SECONDS);
                replays.close(replay);
                return;
            } catch (ExecutionException | TimeoutException e) {
                status.warn(Journal.Kind.FAILED, "the closing mark was not stored, trying again: " + e);
                TimeUnit.NANOSECONDS.sleep(RETRY_NANOS);
            }
        }
    }

    /** Without the ending that says how it is packed. */
    private static Bodies.Format format(Path file) {
        String name = lowerName(file).replaceFirst("\\.(gz|zst)$", "");
        if (name.endsWith(".csv")) {
            return Bodies.Format.CSV;
        }
        return name.endsWith(".json") ? Bodies.Format.JSON : Bodies.Format.NDJSON;
    }

    private InputStream unpacked(InputStream raw) throws IOException {
        String name = lowerName(file);
        if (name.endsWith(".gz")) {
            return new GunzipStream(raw, MAX_RATIO);
        }
        return name.endsWith(".zst") ? new UnzstdStream(raw, MAX_RATIO) : raw;
    }

    private static String lowerName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /** Holds events back until they are due. */
    private final class Paced implements EventSink {
        private final Outlet outlet;
        private final Pace pace = new Pace(settings.speed(), clock);

        Paced(Outlet outlet) {
            this.outlet = outlet;
        }

        @Override
        public boolean accept(long index, ParsedEvent event) {
            long wait = pace.waitNanos(event.tsEvent());
            if (wait >= SHORTEST_WAIT) {
                if (!outlet.flush()) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.sleep(wait);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return outlet.accept(index, event);
        }

        @Override
        public void reject(long index, RejectCode code, Supplier<String> message) {
            outlet.reject(index, code, message);
        }
    }
}
