package io.tapeline.ingest.post;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.GunzipStream;
import io.tapeline.ingest.parse.UnzstdStream;
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
    private final EventRules rules;
    private final PostLimits limits;
    private final NanoClock clock;
    private final PostListener listener;
    private final Semaphore places;
    private final Queue<PostReader> readers = new ConcurrentLinkedQueue<>();

    public Posts(Publisher publisher, EventRules rules, PostLimits limits, NanoClock clock, PostListener listener) {
        this.publisher = publisher;
        this.rules = rules;
        this.limits = limits;
        this.clock = clock;
        this.listener = listener;
        this.places = new Semaphore(limits.maxPosts());
    }

    /** Posts being read now. */
    public int active() {
        return limits.maxPosts() - places.availablePermits();
    }

    /**
     * Reads a body and hands its events on; does not wait until they are stored.
     *
     * @throws IOException if the client goes away; what was read until then is published, and no one is told
     */
    public PostOutcome take(InputStream body, PostType type, PostType.Packing packing, Feed feed, Admission admission)
            throws IOException {
        String problem = publisher.problem();
        if (problem != null) {
            return new PostOutcome.Refused(PostOutcome.Reason.NOT_READY, problem);
        }
        if (publisher.buffered() >= publisher.capacity()) {
            return new PostOutcome.Refused(
                    PostOutcome.Reason.BUFFER_FULL,
                    publisher.buffered() + " events wait for the stream, and no more can");
        }
        if (!places.tryAcquire()) {
            return new PostOutcome.Refused(
                    PostOutcome.Reason.TOO_MANY_POSTS, limits.maxPosts() + " posts are being read already");
        }
        PostReader reader = readers.poll();
        if (reader == null) {
            reader = new PostReader(publisher, limits, rules, clock, feed);
        }
        PostListener.Reading reading = listener.begin(type);
        try {
            if (packing == PostType.Packing.PLAIN) {
                return reader.read(body, type, feed, admission, reading.mark());
            }
            try (InputStream unpacked = unpacked(body, packing)) {
                return reader.read(unpacked, type, feed, admission, reading.mark());
            }
        } catch (IOException | RuntimeException e) {
            reading.failed(e);
            throw e;
        } finally {
            reader.report(listener, reading);
            readers.add(reader);
            places.release();
        }
    }

    /** What the body unpacks to; to close it frees the decompressor and leaves the body open. */
    private InputStream unpacked(InputStream body, PostType.Packing packing) throws IOException {
        return switch (packing) {
            case PLAIN -> body;
            case GZIP -> new GunzipStream(body, limits.maxRatio());
            case ZSTD -> new UnzstdStream(body, limits.maxRatio());
        };
    }
}
