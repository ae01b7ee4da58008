package io.tapeline.ingest.publish;

import io.tapeline.ingest.feed.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The calls under way, and what follows from their answers: acknowledged, tried again by position, or given up. Not thread
 * safe: the loop's alone; answers of the stream come to it through the executor.
 */
final class Deliveries {
    /** Who hears of it. */
    interface Host {
        /** So many events have left the buffer. */
        void release(int events);

        /** A record landed in another shard than was expected. */
        void landedElsewhere(long now);
    }

    private final Host host;
    private final RecordStream stream;
    private final NanoClock clock;
    private final PublishListener listener;
    private final Executor mail;
    private final Backoff backoff;
    private final long attemptTimeout;
    private final long deliveryTimeout;
    private final @Nullable Spooler spooler;
    private final @Nullable Recovery recovery;
    private final List<Request> inFlight = new ArrayList<>();

    Deliveries(
            Host host,
            RecordStream stream,
            PublisherSettings settings,
            NanoClock clock,
            PublishListener listener,
            RandomGenerator random,
            Executor mail,
            @Nullable Spooler spooler,
            @Nullable Recovery recovery) {
        this.host = host;
        this.stream = stream;
        this.clock = clock;
        this.listener = listener;
        this.mail = mail;
        this.backoff = new Backoff(
                settings.backoffMin().toNanos(), settings.backoffMax().toNanos(), random);
        this.attemptTimeout = settings.attemptTimeout().toNanos();
        this.deliveryTimeout = settings.deliveryTimeout().toNanos();
        this.spooler = spooler;
        this.recovery = recovery;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    void send(Request request, long now) {
        request.sent(now);
        inFlight.add(request);
        CompletionStage<List<PutOutcome>> answer = stream.put(List.copyOf(request.records()));
        request.answeredBy(answer);
        listener.sent(request, answer);
        answer.whenComplete((outcomes, failure) -> mail.execute(() -> answered(request, outcomes, failure)));
    }

    /** Ends the calls that take too long; their records are put again. */
    void endLate(long now) {
        for (Request request : List.copyOf(inFlight)) {
            if (now - request.sentAt() >= attemptTimeout && request.end()) {
                inFlight.remove(request);
                request.cancel();
                String message = "no answer within " + Duration.ofNanos(attemptTimeout);
                failed(request.lanes(), RecordStreamException.Kind.TRANSIENT, message, now);
            }
        }
    }

    /** When the next call takes too long. */
    long dueAt() {
        long due = Long.MAX_VALUE;
        for (Request request : inFlight) {
            due = Math.min(due, request.sentAt() + attemptTimeout);
        }
        return due;
    }

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
            stored(lane, stored, now);
        } else if (outcome instanceof PutOutcome.Throttled) {
            throttled(List.of(lane), now);
        } else if (outcome instanceof PutOutcome.Failed failed) {
            String message = failed.code() + ": " + failed.message();
            failed(List.of(lane), RecordStreamException.Kind.TRANSIENT, message, now);
        }
    }

    private void stored(Lane lane, PutOutcome.Stored stored, long now) {
        SealedBatch batch = lane.stored(now);
        if (spooler != null) {
            spooler.done(batch);
        }
        host.release(batch.buffered());
        if (batch.recovered()) {
            listener.recovered(batch.events(), batch.record().data().length);
            if (recovery != null) {
                recovery.stored(batch.events());
            }
        } else {
            listener.stored(batch.events(), batch.record().data().length, now - batch.openedAt());
        }
        batch.acknowledge();
        if (!batch.recovered() && !stored.shardId().equals(lane.range().shardId())) {
            host.landedElsewhere(now);
        }
        if (lane.trouble().over()) {
            Duration lasted = Duration.ofNanos(lane.trouble().lasted(now));
            listener.happened(new PublishEvent.Recovered(lane.range().shardId(), lasted));
        }
    }

    private void throttled(List<Lane> lanes, long now) {
        listener.throttled(lanes.size());
        listener.retried(lanes.size());
        for (Lane lane : lanes) {
            lane.throttled(now);
            lane.waitFor(backoff.nanos(lane.failures()), now);
            if (lane.trouble().failed(now)) {
                listener.happened(new PublishEvent.Throttled(
                        lane.range().shardId(),
                        Duration.ofNanos(lane.trouble().lasted(now)),
                        lane.failures(),
                        Duration.ofNanos(lane.paceNanos())));
            }
        }
    }

    private void failed(List<Lane> lanes, RecordStreamException.Kind kind, String message, long now) {
        if (kind == RecordStreamException.Kind.THROTTLED) {
            throttled(lanes, now);
            return;
        }
        for (Lane lane : lanes) {
            failed(lane, kind == RecordStreamException.Kind.PERMANENT, message, now);
        }
    }

    private void failed(Lane lane, boolean permanent, String message, long now) {
        boolean tooLong = lane.failed(now) >= deliveryTimeout;
        lane.waitFor(backoff.nanos(lane.failures()), now);
        SealedBatch batch = lane.inHand();
        // What was left by an earlier process is not given up in haste: no one is told, and no one posts it again.
        if (permanent && (tooLong || !batch.recovered())) {
            giveUp(lane, PublishException.Reason.REFUSED, message);
            return;
        }
        if (tooLong && batch.entry() == null) {
            giveUp(lane, PublishException.Reason.TIMED_OUT, message);
            return;
        }
        if (tooLong) {
            // Who waits is told, but what is in the spool is tried for as long as it takes.
            batch.fail(new PublishException(PublishException.Reason.TIMED_OUT, message));
        }
        listener.retried(1);
        if (lane.trouble().failed(now)) {
            Duration lasting = Duration.ofNanos(lane.trouble().lasted(now));
            listener.happened(new PublishEvent.Failing(lane.range().shardId(), lasting, lane.failures(), message));
        }
    }

    private void giveUp(Lane lane, PublishException.Reason reason, String message) {
        lane.trouble().over();
        SealedBatch batch = lane.giveUp();
        // A heartbeat is no loss.
        if (batch.isWorthSpooling()) {
            boolean kept = batch.entry() != null;
            listener.happened(new PublishEvent.GaveUp(lane.range().shardId(), batch.events(), reason, message, kept));
        }
        giveUp(batch, new PublishException(reason, message));
    }

    /** Tells those who wait for a batch that it was not published. It stays in the spool if it is there. */
    void giveUp(SealedBatch batch, PublishException failure) {
        host.release(batch.buffered());
        listener.failed(batch.buffered());
        batch.fail(failure);
    }

    private static RecordStreamException.Kind kindOf(@Nullable Throwable failure) {
        return unwrapped(failure) instanceof RecordStreamException known
                ? known.kind()
                : RecordStreamException.Kind.TRANSIENT;
    }

    static String messageOf(@Nullable Throwable failure) {
        Throwable cause = unwrapped(failure);
        return cause instanceof RecordStreamException ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
