package io.tapeline.ingest.publish;

import io.tapeline.ingest.feed.Feed;
import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.ReplayFeed;
import io.tapeline.ingest.spool.DiskSpool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Publishes trades in batches. Posts append blocks of trades and hold a {@link Receipt}; a thread of the publisher's own
 * puts the batches and acknowledges the receipts.
 *
 * <p>Guarantees: a receipt is whole only when the stream has acknowledged all that was appended with it. Trades of a bucket
 * reach the stream in the order in which they were appended, through retries and layouts. A batch may be published twice
 * (an answer got lost), and is then the same batch, with the same id. With a spool, a closed batch is on disk before it is
 * first sent, and a process that is killed leaves it to the next one.
 *
 * <p>Thread safe. State bound: the events of {@link PublisherSettings#bufferEvents}; who appends more waits.
 */
public final class Publisher implements AutoCloseable {
    private final PublishLoop loop;
    private final Semaphore room;
    private final int capacity;
    private final ReadWriteLock layoutLock = new ReentrantReadWriteLock();
    private final Thread thread;
    private final @Nullable DiskSpool spool;

    /** Where posts append; guarded by the lock. */
    private @Nullable Generation current;

    private boolean closed;

    private volatile boolean started;
    private volatile boolean refusing;
    private volatile boolean draining;
    private volatile boolean stopped;
    private volatile @Nullable Throwable fault;

    /**
     * A publisher that does nothing until it is started.
     *
     * @param replayClock the clock of the open replays, or {@link io.tapeline.ingest.feed.Replays#NO_CLOCK}
     * @param producer distinguishes this life of this process from all others
     */
    public Publisher(
            RecordStream stream,
            PublisherSettings settings,
            NanoClock clock,
            LongSupplier replayClock,
            PublishListener listener,
            RandomGenerator random,
            String producer) {
        this(stream, settings, clock, replayClock, listener, random, producer, null);
    }

    /**
     * A publisher that does nothing until it is started, with a spool.
     *
     * @param replayClock the clock of the open replays, or {@link io.tapeline.ingest.feed.Replays#NO_CLOCK}
     * @param producer distinguishes this life of this process from all others
     * @param spool from now on the publisher's own, which it closes; what it holds is published before anything new of the
     *     same buckets. Null for none
     */
    public Publisher(
            RecordStream stream,
            PublisherSettings settings,
            NanoClock clock,
            LongSupplier replayClock,
            PublishListener listener,
            RandomGenerator random,
            String producer,
            @Nullable DiskSpool spool) {
        this.capacity = settings.bufferEvents();
        this.room = new Semaphore(capacity, true);
        this.thread = new Thread(this::run, "publisher");
        thread.setDaemon(true);
        this.loop =
                new PublishLoop(new Host(), stream, settings, clock, replayClock, listener, random, producer, spool);
        this.spool = spool;
    }

    /** Starts publishing. */
    public void start() {
        started = true;
        thread.start();
    }

    /** Why posts cannot be taken now; null if they can. */
    public @Nullable String problem() {
        Throwable failed = fault;
        if (failed != null) {
            return "the publisher has failed: " + failed;
        }
        return refusing ? "the service is shutting down" : loop.problem();
    }

    /** The fault of our own that ended the publisher; null if it runs. */
    public @Nullable Throwable fault() {
        return fault;
    }

    /** Events appended and not yet acknowledged. */
    public int buffered() {
        return capacity - room.availablePermits();
    }

    /** Most events that may wait. */
    public int capacity() {
        return capacity;
    }

    /**
     * Appends a block's trades and empties the block.
     *
     * @param patience how long to wait for room
     * @return false if there was no room, and nothing was appended
     * @throws PublishException if the publisher is closed or has no layout yet
     * @throws InterruptedException if interrupted while it waits
     */
    public boolean append(EventBlock block, Feed feed, Receipt receipt, Duration patience) throws InterruptedException {
        if (block.count() == 0) {
            return true;
        }
        int events = block.count();
        if (!room.tryAcquire(events, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean appended = false;
        try {
            feed.begin(block.minTsEvent());
            boolean news = appendLocked(block, feed, receipt);
            appended = true;
            feed.advance(block.maxTsEvent());
            block.clear();
            if (news) {
                LockSupport.unpark(thread);
            }
        } finally {
            if (!appended) {
                room.release(events);
            }
        }
        return true;
    }

    private boolean appendLocked(EventBlock block, Feed feed, Receipt receipt) {
        layoutLock.readLock().lock();
        try {
            Generation generation = current;
            if (closed || generation == null) {
                throw new PublishException(PublishException.Reason.CLOSED, "nothing can be published: " + problem());
            }
            return generation.append(block, feed, receipt);
        } finally {
            layoutLock.readLock().unlock();
        }
    }

    /**
     * Tells every range that the replay is over, behind all that was appended before.
     *
     * @return completes when the stream has acknowledged it everywhere
     */
    public CompletionStage<Void> closeReplay(ReplayFeed replay) {
        Receipt receipt = new Receipt();
        loop.execute(() -> {
            loop.tell(replay.closingClock(), receipt);
            receipt.finish();
        });
        return receipt.stored();
    }

    /** One turn of the loop; for the thread, and for tests that are the thread. */
    long turn() {
        return loop.turn();
    }

    private void run() {
        try {
            while (!stopped) {
                long wait = loop.turn();
                if (draining && loop.isDrained()) {
                    return;
                }
                if (wait > 0) {
                    LockSupport.parkNanos(this, wait);
                }
            }
        } catch (RuntimeException | Error e) {
            // Not to carry on: posts get errors, and the liveness check has the process replaced.
            fault = e;
            closeToPosts();
            loop.abandon(new PublishException(PublishException.Reason.BUG, "the publisher has failed", e));
            throw e;
        }
    }

    private void closeToPosts() {
        layoutLock.writeLock().lock();
        try {
            closed = true;
        } finally {
            layoutLock.writeLock().unlock();
        }
    }

    /** Whether {@link #start} was called. */
    public boolean isStarted() {
        return started;
    }

    /** Whether the open shards were known once, so that it is known where to publish to. */
    public boolean hasLayout() {
        layoutLock.readLock().lock();
        try {
            return current != null;
        } finally {
            layoutLock.readLock().unlock();
        }
    }

    /**
     * How long the oldest batch that the stream has not acknowledged has been waiting since its first event came; zero if
     * there is none. The publisher's thread answers: when it has ended, or hangs, nothing does.
     */
    public CompletionStage<Duration> oldestAge() {
        CompletableFuture<Duration> age = new CompletableFuture<>();
        loop.execute(() -> age.complete(Duration.ofNanos(loop.oldestAge())));
        return age;
    }

    /** Says from now on that posts cannot be taken; those under way go on. */
    public void refusePosts() {
        refusing = true;
    }

    /** Takes nothing more, publishes what it has, and ends; after {@code patience} it gives up what is left. */
    public void close(Duration patience) throws InterruptedException {
        refusing = true;
        closeToPosts();
        if (!started) {
            closeSpool();
            return;
        }
        // Only now: the loop ends once it is drained, and nothing may be appended behind that.
        draining = true;
        loop.execute(loop::drain);
        // A join of zero would wait for ever.
        thread.join(Math.max(1, patience.toMillis()));
        stopped = true;
        LockSupport.unpark(thread);
        thread.join();
        loop.abandon(new PublishException(PublishException.Reason.CLOSED, "the service has shut down"));
        closeSpool();
    }

    private void closeSpool() {
        if (spool != null) {
            try {
                spool.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the spool cannot be closed", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            close(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Host implements PublishLoop.Host {
        @Override
        public void install(Generation generation) {
            layoutLock.writeLock().lock();
            try {
                current = generation;
            } finally {
                layoutLock.writeLock().unlock();
            }
        }

        @Override
        public void release(int events) {
            room.release(events);
        }

        @Override
        public void wake() {
            LockSupport.unpark(thread);
        }
    }
}
