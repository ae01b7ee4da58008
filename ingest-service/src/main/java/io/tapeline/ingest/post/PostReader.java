package io.tapeline.ingest.post;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.parse.BodyReader;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.ParsedEvent;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.RejectMessages;
import io.tapeline.ingest.parse.Stop;
import io.tapeline.ingest.publish.EventBlock;
import io.tapeline.ingest.publish.PostMark;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one post at a time: valid events go to the publisher in blocks, the others into the list of rejections. Reusable;
 * not thread safe. State bound: a block, the buffers of {@value #MAX_READERS} readers, and the rejections listed.
 */
final class PostReader implements EventSink {
    private static final RejectCode[] CODES = RejectCode.values();
    private static final EventKind[] KINDS = EventKind.values();
    private static final int MAX_READERS = 4;

    private final Publisher publisher;
    private final PostLimits limits;
    private final EventRules rules;
    private final NanoClock clock;
    /** By what they read; the one used last comes last. */
    private final Map<PostType, BodyReader> readers = new LinkedHashMap<>(16, 0.75f, true);

    private final EventBlock block = new EventBlock();
    private final long[] rejectedByCode = new long[CODES.length];
    private final long[] acceptedByKind = new long[KINDS.length];
    /** Of the events in the block. */
    private final int[] blockByKind = new int[KINDS.length];

    private Feed feed;
    private Admission admission = Admission.ALL;
    /** The pair that the admission was asked for last, by identity, and what it said. */
    private String knownSymbol = "";

    private String knownVenue = "";
    private @Nullable RejectCode refusal;
    private Receipt receipt = new Receipt();
    private List<Rejection> rejected = new ArrayList<>();
    private long rejectedCount;
    private long accepted;
    private long blockStart;
    private long noRoomAt;

    PostReader(Publisher publisher, PostLimits limits, EventRules rules, NanoClock clock, Feed idle) {
        this.publisher = publisher;
        this.limits = limits;
        this.rules = rules;
        this.clock = clock;
        this.feed = idle;
    }

    /** Reads a body to its end, or to where it cannot be read further. */
    PostOutcome.Read read(InputStream body, PostType type, Feed from, Admission who, PostMark mark) throws IOException {
        feed = from;
        admission = who;
        knownSymbol = "";
        knownVenue = "";
        receipt = new Receipt(mark);
        rejected = new ArrayList<>();
        rejectedCount = 0;
        accepted = 0;
        noRoomAt = -1;
        block.clear();
        Arrays.fill(rejectedByCode, 0);
        Arrays.fill(acceptedByKind, 0);
        Arrays.fill(blockByKind, 0);
        @Nullable Stop stop = reader(type).read(body, this);
        flush();
        return new PostOutcome.Read(
                accepted,
                rejectedCount,
                List.copyOf(rejected),
                stop,
                noRoomAt,
                receipt.finish()
                        .toCompletableFuture()
                        .copy()
                        .orTimeout(limits.ackTimeout().toNanos(), TimeUnit.NANOSECONDS));
    }

    private BodyReader reader(PostType type) {
        BodyReader reader = readers.get(type);
        if (reader == null) {
            if (readers.size() == MAX_READERS) {
                readers.remove(readers.keySet().iterator().next());
            }
            reader = type.reader(rules, limits.maxBodyBytes(), clock::wallNanos);
            readers.put(type, reader);
        }
        return reader;
    }

    /** Tells the listener what the post held. */
    void report(PostListener listener, PostListener.Reading reading) {
        for (int i = 0; i < KINDS.length; i++) {
            if (acceptedByKind[i] > 0) {
                listener.accepted(KINDS[i], acceptedByKind[i]);
            }
        }
        for (int i = 0; i < CODES.length; i++) {
            if (rejectedByCode[i] > 0) {
                listener.rejected(CODES[i], rejectedByCode[i]);
            }
        }
        reading.end(accepted, rejectedCount);
    }

    @Override
    public boolean accept(long index, ParsedEvent event) {
        if (noRoomAt >= 0) {
            return false;
        }
        if (admission != Admission.ALL && isRefused(index, event)) {
            return true;
        }
        if (block.count() == 0) {
            blockStart = index;
        }
        EventBlocks.add(block, event);
        blockByKind[event.kind().ordinal()]++;
        return !block.isFull() || flush();
    }

    @SuppressWarnings("ReferenceEquality") // Only a short cut: for an equal pair the admission is asked again.
    private boolean isRefused(long index, ParsedEvent event) {
        if (event.symbol() != knownSymbol || event.venue() != knownVenue) {
            knownSymbol = event.symbol();
            knownVenue = event.venue();
            refusal = admission.refusal(knownSymbol, knownVenue);
        }
        RejectCode code = refusal;
        if (code == null) {
            return false;
        }
        reject(index, code, () -> RejectMessages.refused(code, event.symbol(), event.venue()));
        return true;
    }

    @Override
    public void reject(long index, RejectCode code, Supplier<String> message) {
        rejectedCount++;
        rejectedByCode[code.ordinal()]++;
        if (rejected.size() < limits.maxListed()) {
            rejected.add(new Rejection(index, code, message.get()));
        }
    }

    @Override
    public void pause() {
        flush();
    }

    private boolean flush() {
        int events = block.count();
        if (events == 0) {
            return true;
        }
        try {
            if (publisher.append(block, feed, receipt, limits.bufferPatience())) {
                accepted += events;
                for (int i = 0; i < KINDS.length; i++) {
                    acceptedByKind[i] += blockByKind[i];
                    blockByKind[i] = 0;
                }
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting for room"));
        }
        noRoomAt = blockStart;
        block.clear();
        return false;
    }
}
