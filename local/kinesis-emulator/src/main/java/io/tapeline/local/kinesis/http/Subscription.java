package io.tapeline.local.kinesis.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tapeline.local.kinesis.log.ReadBudget;
import io.tapeline.local.kinesis.log.RecordVisitor;
import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.Shard;
import io.tapeline.local.kinesis.stream.StreamConsumer;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import io.tapeline.local.kinesis.stream.TokenBucket;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One consumer's subscription to one shard: pushes records as they come until it expires, the shard ends, or the client goes away.
 *
 * <p>All work happens on the connection's context; {@link #wake} may be called from anywhere. It buffers no more than the response's
 * write queue: a slow client is waited for.
 */
final class Subscription {
    private static final int MAX_RECORDS = 10_000;
    private static final long MAX_BYTES = 1 << 20;
    private static final long BYTES_PER_SECOND = 2 << 20;
    private static final long HEARTBEAT_MILLIS = 2000;
    private static final long PACE_MILLIS = 20;

    private final Vertx vertx;
    private final Context context;
    private final StreamRegistry registry;
    private final DataStream stream;
    private final StreamConsumer consumer;
    private final Shard shard;
    private final WireFormat format;
    private final HttpServerResponse response;
    private final Runnable onEnd;
    private final TokenBucket bytesOut = new TokenBucket(BYTES_PER_SECOND, BYTES_PER_SECOND);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable listener = this::wake;

    private long next;
    private long lastSentNanos = System.nanoTime();
    private long expiryTimer = -1;
    private long heartbeatTimer = -1;
    private boolean ended;

    Subscription(
            Vertx vertx,
            StreamRegistry registry,
            ConsumerOperations.Found found,
            Shard shard,
            long next,
            WireFormat format,
            HttpServerResponse response,
            Runnable onEnd) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.registry = registry;
        this.stream = found.stream();
        this.consumer = found.consumer();
        this.shard = shard;
        this.next = next;
        this.format = format;
        this.response = response;
        this.onEnd = onEnd;
    }

    /** Begins to push. Called on the connection's context, the response's headers being set. */
    void start(long lifetimeMillis) throws IOException {
        response.closeHandler(closed -> release());
        response.exceptionHandler(failed -> release());
        response.drainHandler(drained -> wake());
        response.write(EventFrames.initialResponse(format));
        shard.addListener(listener);
        expiryTimer = vertx.setTimer(lifetimeMillis, expired -> end());
        heartbeatTimer = vertx.setPeriodic(HEARTBEAT_MILLIS, tick -> heartbeat());
        wake();
    }

    /** Looks for something to push, soon. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(ignored -> {
                woken.set(false);
                pump();
            });
        }
    }

    /** Ends it because another has taken its place. */
    void replace() {
        context.runOnContext(ignored -> fail(KinesisException.inUse("Another active subscription exists for this "
                + "consumer: " + consumer.arn() + " and shard " + shard.id())));
    }

    /** Ends it without a word, as a lost connection does. */
    void drop() {
        context.runOnContext(ignored -> {
            release();
            response.reset();
        });
    }

    private void pump() {
        try {
            while (!ended && !response.writeQueueFull()) {
                if (stream.isDeleted()
                        || registry.consumer(stream, consumer.arn()).isEmpty()) {
                    fail(KinesisException.notFound("Stream or consumer no longer exists: " + consumer.arn()));
                } else if (shard.endsAt(next)) {
                    sendEnd();
                } else if (next >= shard.nextIndex()) {
                    return;
                } else if (registry.limits() && !bytesOut.holds(0, registry.now())) {
                    vertx.setTimer(PACE_MILLIS, later -> wake());
                    return;
                } else {
                    sendRecords();
                }
            }
        } catch (KinesisException e) {
            fail(e);
        } catch (IOException e) {
            fail(KinesisException.internal("Cannot read " + shard.id(), e));
        }
    }

    private void sendRecords() throws IOException {
        Reply event = new Reply(format, 4096);
        ReadBudget budget = new ReadBudget(MAX_RECORDS, MAX_BYTES);
        JsonGenerator out = event.generator();
        long now = registry.now();
        long[] lastArrival = {now};
        out.writeArrayFieldStart("Records");
        RecordVisitor writer = ReadOperations.recordWriter(shard, format, out);
        next = shard.read(next, budget, (index, arrival, bytes, keyAt, keyLength, dataLength) -> {
            lastArrival[0] = arrival;
            writer.record(index, arrival, bytes, keyAt, keyLength, dataLength);
        });
        out.writeEndArray();
        bytesOut.take((double) budget.bytes());
        long behind = next >= shard.nextIndex() ? 0 : Math.max(0, now - lastArrival[0]);
        if (shard.endsAt(next)) {
            finishEnd(event);
        } else {
            send(event.put("ContinuationSequenceNumber", shard.continuation(next))
                    .put("MillisBehindLatest", behind));
        }
    }

    private void sendEnd() throws IOException {
        finishEnd(new Reply(format).objects("Records", java.util.List.of(), none -> {}));
    }

    /** The last event of a closed shard names its children and has no place to go on from. */
    private void finishEnd(Reply event) throws IOException {
        event.put("MillisBehindLatest", 0);
        ShardOperations.children(stream, shard, event);
        send(event);
        end();
    }

    private void heartbeat() {
        boolean quiet = System.nanoTime() - lastSentNanos >= HEARTBEAT_MILLIS * 1_000_000;
        if (ended || !quiet || response.writeQueueFull() || next < shard.nextIndex()) {
            return;
        }
        try {
            send(new Reply(format)
                    .objects("Records", java.util.List.of(), none -> {})
                    .put("ContinuationSequenceNumber", shard.continuation(next))
                    .put("MillisBehindLatest", 0));
        } catch (IOException e) {
            fail(KinesisException.internal("Cannot write a heartbeat", e));
        }
    }

    private void send(Reply event) throws IOException {
        lastSentNanos = System.nanoTime();
        response.write(EventFrames.event("SubscribeToShardEvent", format, event.finish()));
    }

    private void fail(KinesisException error) {
        if (!ended) {
            try {
                response.write(EventFrames.exception(error, format));
                end();
            } catch (IOException e) {
                release();
                response.reset();
            }
        }
    }

    private void end() {
        if (!ended) {
            release();
            response.end();
        }
    }

    private void release() {
        if (!ended) {
            ended = true;
            shard.removeListener(listener);
            vertx.cancelTimer(expiryTimer);
            vertx.cancelTimer(heartbeatTimer);
            onEnd.run();
        }
    }
}
