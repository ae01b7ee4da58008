package io.tapeline.local.kinesis.http;

import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.Shard;
import io.tapeline.local.kinesis.stream.ShardIterator;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Lets a GetRecords that would come back empty, or be refused for its rate, wait a little first. The service does not do that; it
 * spares one machine the pollers that ask again at once, such as Flink's source. Off when the patience is zero.
 */
final class PatientReads {
    private static final long RATE_RETRY_MILLIS = 5;

    private final Vertx vertx;
    private final StreamRegistry registry;
    private final Duration patience;

    PatientReads(Vertx vertx, StreamRegistry registry, Duration patience) {
        this.vertx = vertx;
        this.registry = registry;
        this.patience = patience;
    }

    boolean enabled() {
        return !patience.isZero();
    }

    /** Runs the read on this context when there is something to read, or patience is over; at once if it is going to fail. */
    void await(Request request, Runnable read) {
        attempt(request, System.nanoTime() + patience.toNanos(), read);
    }

    private void attempt(Request request, long deadlineNanos, Runnable read) {
        long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        DataStream stream;
        Shard shard;
        long next;
        try {
            ShardIterator iterator = ShardIterator.decode(request.requiredString("ShardIterator"), registry.now());
            stream = registry.of(iterator);
            shard = stream.shard(iterator.shardId());
            next = iterator.nextIndex();
        } catch (KinesisException e) {
            read.run();
            return;
        }
        if (leftMillis <= 0) {
            read.run();
        } else if (isIdle(shard, next)) {
            new Wait(shard, next, () -> attempt(request, deadlineNanos, read)).start(leftMillis);
        } else if (!stream.canRead(shard, registry.now())) {
            vertx.setTimer(Math.min(leftMillis, RATE_RETRY_MILLIS), later -> attempt(request, deadlineNanos, read));
        } else {
            read.run();
        }
    }

    private static boolean isIdle(Shard shard, long next) {
        return next >= shard.nextIndex() && !shard.endsAt(next);
    }

    /** One read that waits for a record, or for the end of its shard. All but {@link #run} stays on the connection's context. */
    private final class Wait implements Runnable {
        private final Shard shard;
        private final long next;
        private final Runnable then;
        private final Context context = vertx.getOrCreateContext();
        private long timer = -1;
        private boolean over;

        Wait(Shard shard, long next, Runnable then) {
            this.shard = shard;
            this.next = next;
            this.then = then;
        }

        void start(long millis) {
            timer = vertx.setTimer(millis, late -> end());
            shard.addListener(this);
            if (!isIdle(shard, next)) {
                // It came between the look and the listener.
                end();
            }
        }

        /** Called by the shard, on any thread. */
        @Override
        public void run() {
            context.runOnContext(woken -> end());
        }

        private void end() {
            if (!over) {
                over = true;
                shard.removeListener(this);
                vertx.cancelTimer(timer);
                then.run();
            }
        }
    }
}
