package io.tapeline.ingest.post;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.GunzipStream;
import io.tapeline.ingest.parse.TradeReader;
import io.tapeline.ingest.parse.TradeRules;
import io.tapeline.ingest.publish.Publisher;
import java.io.IOException;
import java.io.InputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Takes posts: so many at once, each on the thread that calls. Thread safe. State bound: a reader for each post at once.
 */
public final class Posts {
    private final Publisher publisher;
    private final TradeRules rules;
    private final PostLimits limits;
    private final NanoClock clock;
    private final PostListener listener;
    private final Semaphore places;
    private final Queue<PostReader> readers = new ConcurrentLinkedQueue<>();

    public Posts(Publisher publisher, TradeRules rules, PostLimits limits, NanoClock clock, PostListener listener) {
        this.publisher = publisher;
        this.rules = rules;
        this.limits = limits;
        this.clock = clock;
        this.listener = listener;
        this.places = new Semaphore(limits.maxPosts());
    }

    /** How the body is packed. */
    public enum Packing {
        PLAIN,
        GZIP
    }

    /** What the body's type says it is. */
    public enum Format {
        /** An array, or one object, or NDJSON: the first bytes tell. */
        JSON,
        /** One object a line. */
        NDJSON
    }

    /** Posts being read now. */
    public int active() {
        return limits.maxPosts() - places.availablePermits();
    }

    /**
     * Reads a body and hands its trades on; does not wait until they are stored.
     *
     * @throws IOException if the client goes away; what was read until then is published, and no one is told
     */
    public PostOutcome take(InputStream body, Format format, Packing packing, Feed feed) throws IOException {
        String problem = publisher.problem();
        if (problem != null) {
            return new PostOutcome.Refused(PostOutcome.Reason.NOT_READY, problem);
        }
        if (publisher.buffered() >= publisher.capacity()) {
            return new PostOutcome.Refused(
                    PostOutcome.Reason.BUFFER_FULL,
                    publisher.buffered() + " trades wait for the stream, and no more can");
        }
        if (!places.tryAcquire()) {
            return new PostOutcome.Refused(
                    PostOutcome.Reason.TOO_MANY_POSTS, limits.maxPosts() + " posts are being read already");
        }
        PostReader reader = readers.poll();
        if (reader == null) {
            reader = new PostReader(
                    publisher, limits, new TradeReader(rules, limits.maxBodyBytes(), clock::wallNanos), feed);
        }
        try {
            if (packing == Packing.PLAIN) {
                return reader.read(body, format == Format.NDJSON, feed);
            }
            try (GunzipStream unpacked = new GunzipStream(body, limits.maxGzipRatio())) {
                return reader.read(unpacked, format == Format.NDJSON, feed);
            }
        } finally {
            reader.report(listener);
            readers.add(reader);
            places.release();
        }
    }
}
