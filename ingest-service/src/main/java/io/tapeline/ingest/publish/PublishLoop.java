package io.tapeline.ingest.publish;

import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import io.tapeline.ingest.spool.DiskSpool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the publisher does, turn by turn: takes the batches that are due, has them spooled if there is a spool, and sends
 * them. All of it happens on one thread, in {@link #turn}; answers of the stream come in through a mailbox. It keeps no time
 * of its own, so that tests drive it by hand.
 */
final class PublishLoop {
    /** The publisher's side of it. */
    interface Host {
        /** A new layout takes over; the host retires the one before once no post is appending to it. */
        void install(Generation generation);

        /** So many events have left the buffer. */
        void release(int events);

        /** There is mail. */
        void wake();
    }

    private final Host host;
    private final RecordStream stream;
    private final PublisherSettings settings;
    private final NanoClock clock;
    private final LongSupplier replayClock;
    private final PublishListener listener;
    private final String producer;
    private final LayoutWatch watch;
    private final @Nullable Spooler spooler;
    private final @Nullable Recovery recovery;
    private final Deliveries deliveries;

    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    /** The first one is being published; those behind it wait until it is done, so that order holds. */
    private final Deque<Generation> generations = new ArrayDeque<>();

    private long epoch;
    private boolean draining;
    private volatile @Nullable String problem = "the open shards are not known yet";

    PublishLoop(
            Host host,
            RecordStream stream,
            PublisherSettings settings,
            NanoClock clock,
            LongSupplier replayClock,
            PublishListener listener,
            RandomGenerator random,
            String producer,
            @Nullable DiskSpool spool) {
        this.host = host;
        this.stream = stream;
        this.settings = settings;
        this.clock = clock;
        this.replayClock = replayClock;
        this.listener = listener;
        this.producer = producer;
        this.watch = new LayoutWatch(
                stream,
                settings.layoutRefresh().toNanos(),
                settings.attemptTimeout().toNanos());
        this.spooler = spool == null ? null : new Spooler(spool, listener);
        this.recovery = spool == null ? null : new Recovery(spool, listener, clock.nanoTime());
        this.deliveries = new Deliveries(
                new Answers(), stream, settings, clock, listener, random, this::execute, spooler, recovery);
    }

    /** Why nothing can be published now, as far as the last look at the stream and the disk says; null if it can. */
    @Nullable
    String problem() {
        String found = problem;
        return found == null && spooler != null ? spooler.problem() : found;
    }

    /** Has something done in the next turn; from any thread. */
    void execute(Runnable task) {
        mailbox.add(task);
        host.wake();
    }

    /** Does all that is due; answers for how many nanoseconds nothing more is. */
    long turn() {
        for (Runnable mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            mail.run();
        }
        long now = clock.nanoTime();
        deliveries.endLate(now);
        lookUpShards(now);
        while (generations.size() > 1 && generations.getFirst().isEmpty()) {
            generations.removeFirst();
        }
        if (!generations.isEmpty()) {
            dispatch(generations.getFirst(), now);
        }
        return Math.max(0, dueAt(now) - now);
    }

    // ---- the layout

    private void lookUpShards(long now) {
        if (watch.expire(now)) {
            lookUpFailed("no answer within " + settings.attemptTimeout());
        }
        CompletionStage<List<OpenShard>> lookUp = watch.start(now);
        if (lookUp != null) {
            lookUp.whenComplete((shards, failure) -> execute(() -> {
                if (watch.finish(lookUp)) {
                    shardsAre(shards, failure);
                }
            }));
        }
    }

    private void shardsAre(@Nullable List<OpenShard> shards, @Nullable Throwable failure) {
        if (shards == null || failure != null) {
            lookUpFailed(Deliveries.messageOf(failure));
            return;
        }
        RangeLayout layout;
        try {
            layout = RangeLayout.of(shards, settings.rangesPerShard());
        } catch (IllegalStateException e) {
            // While a stream is made or resharded, a look-up may catch it half done. The next one will not.
            lookUpFailed(String.valueOf(e.getMessage()));
            return;
        }
        watch.succeeded();
        problem = null;
        Generation current = generations.peekLast();
        if (current != null && current.layout().equals(layout)) {
            return;
        }
        Generation next = new Generation(layout, producer, epoch++, settings, clock, spooler != null, current);
        generations.addLast(next);
        host.install(next);
        if (current != null) {
            current.retire();
        }
        int ranges = layout.ranges().size();
        listener.layoutChanged(ranges);
        listener.happened(new PublishEvent.LayoutChanged(epoch - 1, ranges, shards.size()));
    }

    private void lookUpFailed(String message) {
        // One failed look-up is no reason to send posts away when there is a layout to publish by.
        if (watch.failed(clock.nanoTime()) || generations.isEmpty()) {
            problem = stream.description() + ": " + message;
        }
    }

    // ---- sending

    private void dispatch(Generation generation, long now) {
        long linger = lingerOf(generation);
        List<Lane> left = leftBehind(now);
        boolean anyDue = !left.isEmpty();
        for (RangeLane lane : generation.lanes()) {
            anyDue |= !isBlocked(lane) && lane.dueAt(now, linger) <= now;
        }
        // When a call is made anyway, batches that are nearly due travel with it.
        long age = anyDue ? linger / 2 : linger;
        sendHeartbeats(generation, now);
        if (spooler != null) {
            spooler.stage(generations, lane -> spoolAge(generation, lane, age, now), now);
        }
        Request request = new Request();
        for (Lane lane : left) {
            request = add(lane, lane.next(now, age), request, now);
        }
        for (RangeLane lane : generation.lanes()) {
            if (!isBlocked(lane)) {
                request = add(lane, lane.next(now, age), request, now);
            }
        }
        if (!request.isEmpty()) {
            deliveries.send(request, now);
        }
    }

    /** The lanes of what an earlier process left; at the end they wait for the next one, if nothing new waits for them. */
    private List<Lane> leftBehind(long now) {
        return recovery == null || (draining && hasNothingNew()) ? List.of() : recovery.lanes(now);
    }

    private Request add(Lane lane, @Nullable SealedBatch batch, Request request, long now) {
        Request open = request;
        if (batch != null) {
            if (!open.hasRoomFor(batch.record())) {
                deliveries.send(open, now);
                open = new Request();
            }
            open.add(lane, batch.record());
        }
        return open;
    }

    private boolean isBlocked(RangeLane lane) {
        return recovery != null && recovery.blocks(lane.range());
    }

    private long lingerOf(Generation generation) {
        return draining || generation != generations.peekLast()
                ? 0
                : settings.linger().toNanos();
    }

    /** How old the open batch of a lane is when it is closed for the spool. */
    private long spoolAge(Generation head, RangeLane lane, long age, long now) {
        SpoolQueue queue = lane.queue();
        if (draining || queue == null) {
            return 0;
        }
        boolean free = head.lanes().contains(lane) && lane.isFree(now) && queue.waiting() == 0 && !isBlocked(lane);
        return free ? age : Spooler.busyAge(lane, queue, settings.linger().toNanos());
    }

    private void sendHeartbeats(Generation generation, long now) {
        if (draining || generation != generations.peekLast()) {
            return;
        }
        long wallClock = clock.wallNanos();
        long replay = replayClock.getAsLong();
        boolean anyLive = generation.isLive();
        for (RangeLane lane : generation.lanes()) {
            if (now - lane.lastStored() >= settings.heartbeat().toNanos() && lane.isEmpty() && !isBlocked(lane)) {
                long time = heartbeat(lane, anyLive, wallClock, replay);
                if (time != Replays.NO_CLOCK) {
                    lane.open().tell(time, null);
                }
            }
        }
    }

    /** The time that a quiet range is told: its own feed's, or {@link Replays#NO_CLOCK} when nothing is known. */
    private static long heartbeat(RangeLane lane, boolean anyLive, long wallClock, long replay) {
        if (lane.open().isLive()) {
            return wallClock;
        }
        if (replay != Replays.NO_CLOCK) {
            return replay;
        }
        return anyLive ? wallClock : Replays.NO_CLOCK;
    }

    /** Tells every range the time, behind all that was appended before. */
    void tell(long time, Receipt receipt) {
        long wallClock = clock.wallNanos();
        Generation current = generations.peekLast();
        if (current != null) {
            for (RangeLane lane : current.lanes()) {
                // A range with live events must not be told a time that is still to come.
                lane.open().tell(lane.open().isLive() ? Math.min(time, wallClock) : time, receipt);
            }
        }
    }

    // ---- the end

    /** From now on batches do not linger. */
    void drain() {
        draining = true;
    }

    /** Whether everything appended has been published or given up. */
    boolean isDrained() {
        return mailbox.isEmpty() && deliveries.isEmpty() && hasNothingNew();
    }

    /** How long the oldest batch that is not acknowledged has been waiting, nanoseconds; 0 if there is none. */
    long oldestAge() {
        long now = clock.nanoTime();
        long age = 0;
        for (Generation generation : generations) {
            for (RangeLane lane : generation.lanes()) {
                age = Math.max(age, now - lane.oldest(now));
            }
        }
        return age;
    }

    private boolean hasNothingNew() {
        return generations.stream().allMatch(Generation::isEmpty);
    }

    /** Fails what is left; what is in the spool stays there. */
    void abandon(PublishException failure) {
        long now = clock.nanoTime();
        for (Generation generation : generations) {
            for (Lane lane : generation.lanes()) {
                for (SealedBatch batch = lane.abandon(now); batch != null; batch = lane.abandon(now)) {
                    deliveries.giveUp(batch, failure);
                }
            }
        }
    }

    private long dueAt(long now) {
        if (!mailbox.isEmpty()) {
            return now;
        }
        long due = Math.min(watch.dueAt(), deliveries.dueAt());
        Generation head = generations.peekFirst();
        if (head != null) {
            for (Lane lane : leftBehind(now)) {
                due = Math.min(due, lane.dueAt(now, 0));
            }
            for (RangeLane lane : head.lanes()) {
                due = Math.min(due, isBlocked(lane) ? Long.MAX_VALUE : dueAt(head, lane, now));
            }
            due = Math.min(due, spoolDueAt(head, now));
        }
        return due;
    }

    private long dueAt(Generation head, RangeLane lane, long now) {
        long due = lane.dueAt(now, lingerOf(head));
        if (!lane.isInFlight()) {
            // A range that no clock is known for is looked at again in a while; no need to be exact.
            long heartbeat = settings.heartbeat().toNanos();
            long next = lane.lastStored() + heartbeat;
            due = Math.min(due, next <= now ? now + heartbeat / 4 : next);
        }
        return due;
    }

    private long spoolDueAt(Generation head, long now) {
        if (spooler == null) {
            return Long.MAX_VALUE;
        }
        long due = spooler.forceDueAt(now);
        for (Generation generation : generations) {
            for (RangeLane lane : generation.lanes()) {
                SpoolQueue queue = lane.queue();
                if (queue != null) {
                    long age = spoolAge(head, lane, lingerOf(head), now);
                    due = Math.min(due, spooler.dueAt(queue, now, age));
                }
            }
        }
        return due;
    }

    private final class Answers implements Deliveries.Host {
        @Override
        public void release(int events) {
            host.release(events);
        }

        @Override
        public void landedElsewhere(long now) {
            watch.hurry(now);
        }
    }
}
