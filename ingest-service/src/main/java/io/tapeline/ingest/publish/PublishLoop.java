package io.tapeline.ingest.publish;

import io.tapeline.ingest.feed.NanoClock;
import io.tapeline.ingest.feed.Replays;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the publisher does, turn by turn: takes the batches that are due, puts them, and deals with the answers. All of it
 * happens on one thread, in {@link #turn}; answers of the stream come in through a mailbox. It keeps no time of its own, so
 * that tests drive it by hand.
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
    private final Backoff backoff;
    private final LayoutWatch watch;

    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    /** The first one is being published; those behind it wait until it is done, so that order holds. */
    private final Deque<Generation> generations = new ArrayDeque<>();

    private final List<Request> inFlight = new ArrayList<>();
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
            String producer) {
        this.host = host;
        this.stream = stream;
        this.settings = settings;
        this.clock = clock;
        this.replayClock = replayClock;
        this.listener = listener;
        this.producer = producer;
        this.backoff = new Backoff(
                settings.backoffMin().toNanos(), settings.backoffMax().toNanos(), random);
        this.watch = new LayoutWatch(
                stream,
                settings.layoutRefresh().toNanos(),
                settings.attemptTimeout().toNanos());
    }

    /** Why nothing can be published now, as far as the last look at the stream says; null if it can. */
    @Nullable
    String problem() {
        return problem;
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
        endLateRequests(now);
        lookUpShards(now);
        while (generations.size() > 1 && generations.getFirst().isEmpty(now)) {
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
            lookUpFailed(messageOf(failure));
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
        Generation next = new Generation(layout, producer, epoch++, settings, clock, current);
        generations.addLast(next);
        host.install(next);
        if (current != null) {
            current.retire();
        }
        listener.layoutChanged(layout.ranges().size());
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
        boolean anyDue = false;
        for (Lane lane : generation.lanes()) {
            anyDue |= lane.dueAt(now, linger) <= now;
        }
        // When a call is made anyway, batches that are nearly due travel with it.
        long age = anyDue ? linger / 2 : linger;
        long wallClock = clock.wallNanos();
        long replay = replayClock.getAsLong();
        boolean anyLive = generation.isLive();
        Request request = new Request();
        for (Lane lane : generation.lanes()) {
            SealedBatch batch = lane.next(now, age);
            if (batch == null && isHeartbeatDue(generation, lane, now)) {
                long time = heartbeat(lane, anyLive, wallClock, replay);
                if (time != Replays.NO_CLOCK) {
                    lane.open().tell(time, null);
                    batch = lane.next(now, age);
                }
            }
            if (batch != null) {
                if (!request.hasRoomFor(batch.record())) {
                    send(request, now);
                    request = new Request();
                }
                request.add(lane, batch.record());
            }
        }
        if (!request.isEmpty()) {
            send(request, now);
        }
    }

    private long lingerOf(Generation generation) {
        return draining || generation != generations.peekLast()
                ? 0
                : settings.linger().toNanos();
    }

    private boolean isHeartbeatDue(Generation generation, Lane lane, long now) {
        return !draining
                && generation == generations.peekLast()
                && now - lane.lastSent() >= settings.heartbeat().toNanos()
                && lane.isEmpty(now);
    }

    /** The time that a quiet range is told: its own feed's, or {@link Replays#NO_CLOCK} when nothing is known. */
    private static long heartbeat(Lane lane, boolean anyLive, long wallClock, long replay) {
        if (lane.open().isLive()) {
            return wallClock;
        }
        if (replay != Replays.NO_CLOCK) {
            return replay;
        }
        return anyLive ? wallClock : Replays.NO_CLOCK;
    }

    private void send(Request request, long now) {
        request.sent(now);
        inFlight.add(request);
        CompletionStage<List<PutOutcome>> answer = stream.put(List.copyOf(request.records()));
        request.answeredBy(answer);
        listener.sent(request, answer);
        answer.whenComplete((outcomes, failure) -> execute(() -> answered(request, outcomes, failure)));
    }

    /** Tells every range the time, behind all that was appended before. */
    void tell(long time, Receipt receipt) {
        long wallClock = clock.wallNanos();
        Generation current = generations.peekLast();
        if (current != null) {
            for (Lane lane : current.lanes()) {
                // A range with live events must not be told a time that is still to come.
                lane.open().tell(lane.open().isLive() ? Math.min(time, wallClock) : time, receipt);
            }
        }
    }

    // ---- answers

    private void answered(Request request, @Nullable List<PutOutcome> outcomes, @Nullable Throwable failure) {
        if (!request.end()) {
            return;
        }
        inFlight.remove(request);
        long now = clock.nanoTime();
        List<Lane> lanes = request.lanes();
        if (outcomes == null || failure != null) {
            failed(lanes, kindOf(failure), messageOf(failure), now);
        } else if (outcomes.size() != lanes.size()) {
            String message = "the stream answered " + outcomes.size() + " of " + lanes.size() + " records";
            failed(lanes, RecordStreamException.Kind.TRANSIENT, message, now);
        } else {
            for (int i = 0; i < lanes.size(); i++) {
                answered(lanes.get(i), outcomes.get(i), now);
            }
        }
    }

    private void answered(Lane lane, PutOutcome outcome, long now) {
        if (outcome instanceof PutOutcome.Stored stored) {
            SealedBatch batch = lane.stored(now);
            host.release(batch.events());
            listener.stored(batch.events(), batch.record().data().length, now - batch.openedAt());
            batch.acknowledge();
            if (!stored.shardId().equals(lane.open().range().shardId())) {
                watch.hurry(now);
            }
        } else if (outcome instanceof PutOutcome.Throttled) {
            throttled(List.of(lane), now);
        } else if (outcome instanceof PutOutcome.Failed failed) {
            String message = failed.code() + ": " + failed.message();
            failed(List.of(lane), RecordStreamException.Kind.TRANSIENT, message, now);
        }
    }

    private void throttled(List<Lane> lanes, long now) {
        listener.throttled(lanes.size());
        listener.retried(lanes.size());
        for (Lane lane : lanes) {
            lane.throttled(now);
            lane.waitUntil(now + backoff.nanos(lane.failures()));
        }
    }

    private void failed(List<Lane> lanes, RecordStreamException.Kind kind, String message, long now) {
        if (kind == RecordStreamException.Kind.THROTTLED) {
            throttled(lanes, now);
            return;
        }
        for (Lane lane : lanes) {
            long failing = lane.failed(now);
            lane.waitUntil(now + backoff.nanos(lane.failures()));
            if (kind == RecordStreamException.Kind.PERMANENT) {
                giveUp(lane.giveUp(), new PublishException(PublishException.Reason.REFUSED, message));
            } else if (failing >= settings.deliveryTimeout().toNanos()) {
                giveUp(lane.giveUp(), new PublishException(PublishException.Reason.TIMED_OUT, message));
            } else {
                listener.retried(1);
            }
        }
    }

    private void endLateRequests(long now) {
        for (Request request : List.copyOf(inFlight)) {
            if (now - request.sentAt() >= settings.attemptTimeout().toNanos() && request.end()) {
                inFlight.remove(request);
                request.cancel();
                String message = "no answer within " + settings.attemptTimeout();
                failed(request.lanes(), RecordStreamException.Kind.TRANSIENT, message, now);
            }
        }
    }

    private void giveUp(SealedBatch batch, PublishException failure) {
        host.release(batch.events());
        listener.failed(batch.events());
        batch.fail(failure);
    }

    private static RecordStreamException.Kind kindOf(@Nullable Throwable failure) {
        return unwrapped(failure) instanceof RecordStreamException known
                ? known.kind()
                : RecordStreamException.Kind.TRANSIENT;
    }

    private static String messageOf(@Nullable Throwable failure) {
        Throwable cause = unwrapped(failure);
        return cause instanceof RecordStreamException ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    // ---- the end

    /** From now on batches do not linger. */
    void drain() {
        draining = true;
    }

    /** Whether everything appended has been published or given up. */
    boolean isDrained() {
        long now = clock.nanoTime();
        return mailbox.isEmpty()
                && inFlight.isEmpty()
                && generations.stream().allMatch(generation -> generation.isEmpty(now));
    }

    /** How long the oldest batch that is not acknowledged has been waiting, nanoseconds; 0 if there is none. */
    long oldestAge() {
        long now = clock.nanoTime();
        long age = 0;
        for (Generation generation : generations) {
            for (Lane lane : generation.lanes()) {
                age = Math.max(age, now - lane.oldest(now));
            }
        }
        return age;
    }

    /** Fails what is left. */
    void abandon(PublishException failure) {
        long now = clock.nanoTime();
        for (Generation generation : generations) {
            for (Lane lane : generation.lanes()) {
                for (SealedBatch batch = lane.abandon(now); batch != null; batch = lane.abandon(now)) {
                    giveUp(batch, failure);
                }
            }
        }
    }

    private long dueAt(long now) {
        if (!mailbox.isEmpty()) {
            return now;
        }
        long due = watch.dueAt();
        for (Request request : inFlight) {
            due = Math.min(due, request.sentAt() + settings.attemptTimeout().toNanos());
        }
        Generation head = generations.peekFirst();
        if (head != null) {
            long linger = lingerOf(head);
            long heartbeat = settings.heartbeat().toNanos();
            for (Lane lane : head.lanes()) {
                due = Math.min(due, lane.dueAt(now, linger));
                if (!lane.isInFlight()) {
                    // A range that no clock is known for is looked at again in a while; no need to be exact.
                    long next = lane.lastSent() + heartbeat;
                    due = Math.min(due, next <= now ? now + heartbeat / 4 : next);
                }
            }
        }
        return due;
    }
}
