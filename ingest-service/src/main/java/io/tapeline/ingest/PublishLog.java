package io.tapeline.ingest;

import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.publish.PublishEvent;
import io.tapeline.ingest.spool.SpoolListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What the publisher and its spool have to say, in the log: a constant message and key=value. Of each kind so many lines a
 * minute; the next one after that says how many were left out. Thread safe. State bound: two numbers for each kind.
 */
final class PublishLog implements SpoolListener {
    private static final Logger LOG = Logger.getLogger(PublishLog.class);
    private static final int LINES = 10;
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private static final class Kind {
        long since;
        int lines;
        int leftOut;
    }

    private final NanoClock clock;
    private final Map<String, Kind> kinds = new HashMap<>();

    PublishLog(NanoClock clock) {
        this.clock = clock;
    }

    void happened(PublishEvent event) {
        if (event instanceof PublishEvent.LayoutChanged e) {
            log(Logger.Level.INFO, "layout changed", "epoch=%d ranges=%d shards=%d", e.epoch(), e.ranges(), e.shards());
        } else if (event instanceof PublishEvent.Throttled e) {
            log(
                    Logger.Level.WARN,
                    "throttled",
                    "shard=%s for_s=%d attempts=%d pace_ms=%d",
                    e.shardId(),
                    e.lasting().toSeconds(),
                    e.attempts(),
                    e.pace().toMillis());
        } else if (event instanceof PublishEvent.Failing e) {
            log(
                    Logger.Level.WARN,
                    "publishing fails",
                    "shard=%s for_s=%d attempts=%d reason=\"%s\"",
                    e.shardId(),
                    e.lasting().toSeconds(),
                    e.attempts(),
                    e.message());
        } else if (event instanceof PublishEvent.Recovered e) {
            log(
                    Logger.Level.INFO,
                    "publishing again",
                    "shard=%s after_s=%d",
                    e.shardId(),
                    e.lasted().toSeconds());
        } else if (event instanceof PublishEvent.GaveUp e) {
            log(
                    Logger.Level.ERROR,
                    "batch given up",
                    "shard=%s events=%d code=%s kept_in_spool=%b reason=\"%s\"",
                    e.shardId(),
                    e.events(),
                    e.reason(),
                    e.kept(),
                    e.message());
        } else if (event instanceof PublishEvent.SpoolFound e) {
            log(Logger.Level.INFO, "publishing what the spool holds", "batches=%d", e.batches());
        } else if (event instanceof PublishEvent.SpoolEmptied e) {
            log(
                    Logger.Level.INFO,
                    "published what the spool held",
                    "batches=%d events=%d took_ms=%d",
                    e.batches(),
                    e.events(),
                    e.took().toMillis());
        } else if (event instanceof PublishEvent.SpoolUnreadable e) {
            log(Logger.Level.ERROR, "spool entry unreadable", "entry=%s reason=\"%s\"", e.entry(), e.message());
        } else if (event instanceof PublishEvent.SpoolFull e) {
            log(Logger.Level.WARN, "spool full, holding back", "bytes=%d batches=%d", e.bytes(), e.batches());
        } else if (event instanceof PublishEvent.SpoolFailed e) {
            log(Logger.Level.ERROR, "spool not writable, holding back", "reason=\"%s\"", e.message());
        } else if (event instanceof PublishEvent.SpoolWorks) {
            log(Logger.Level.INFO, "spool takes batches again", "ok=true");
        }
    }

    @Override
    public void corrupt(Path keptIn, long bytes) {
        log(Logger.Level.ERROR, "spool entry corrupt, kept aside", "file=%s bytes=%d", keptIn, bytes);
    }

    @Override
    public void torn(Path segment, long bytes) {
        log(Logger.Level.WARN, "spool segment torn, cut", "file=%s bytes=%d", segment, bytes);
    }

    @Override
    public void failed(Path file, String problem) {
        log(Logger.Level.ERROR, "spool file trouble", "file=%s reason=\"%s\"", file, problem);
    }

    private void log(Logger.Level level, String message, String format, Object... values) {
        int leftOut;
        synchronized (kinds) {
            Kind kind = kinds.computeIfAbsent(message, unused -> new Kind());
            long now = clock.nanoTime();
            if (kind.lines == 0 || now - kind.since >= WINDOW_NANOS) {
                kind.since = now;
                kind.lines = 0;
            }
            if (kind.lines == LINES) {
                kind.leftOut++;
                return;
            }
            kind.lines++;
            leftOut = kind.leftOut;
            kind.leftOut = 0;
        }
        String line = message + ": " + String.format(Locale.ROOT, format, values);
        LOG.log(level, leftOut == 0 ? line : line + " left_out=" + leftOut);
    }
}
