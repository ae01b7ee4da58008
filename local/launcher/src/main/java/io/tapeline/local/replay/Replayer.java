package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.replay.PostOutcome.Answered;
import io.tapeline.local.replay.PostOutcome.Refused;
import io.tapeline.local.replay.PostOutcome.Retry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Posts trades to the ingest service, in order, one post in flight, no faster than the pace of its settings.
 *
 * <p>A post that was not acknowledged (no connection, a broken one, no answer in time, 5xx) is sent again exactly as it
 * was, with growing pauses, until the service has it or {@link ReplaySettings#giveUpAfter} is over. So a service that
 * is killed and restarted in between gets every trade at least once, and in order; the pipeline recognises those it
 * got twice. For the same reason a replay that stopped may be resumed at its last checkpoint: what was on its way then
 * is sent again. Holds one chunk in memory. For one thread, one replay at a time.
 */
public final class Replayer {
    private static final int NOT_FOUND = 404;

    private final ReplaySettings settings;
    private final IngestClient client;
    private final ReplayListener listener;
    private final ReplayClock clock;

    private long began;
    private Tally tally = new Tally(Checkpoint.START);
    private long answeredBefore;
    private double fractionBefore;
    private long bytes;
    private LatencyRecorder latency = new LatencyRecorder();

    public Replayer(ReplaySettings settings, ReplayListener listener) {
        this(settings, listener, ReplayClock.SYSTEM);
    }

    public Replayer(ReplaySettings settings, ReplayListener listener, ReplayClock clock) {
        this.settings = requireNonNull(settings, "settings is null");
        this.listener = requireNonNull(listener, "listener is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.client = new IngestClient(settings);
    }

    /** Replays all of {@code source}, as {@link #replay(TradeSource, Checkpoint, ReplayJournal)} does. */
    public ReplayReport replay(TradeSource source) throws IOException, ReplayException, InterruptedException {
        return replay(source, Checkpoint.START, ReplayJournal.none());
    }

    /**
     * Replays what {@code source} holds behind {@code from}; does not close it.
     *
     * @param journal is told after each post what was acknowledged
     * @throws IOException if the source cannot be read, or the journal not be kept
     * @throws BadTradeFileException if the source is not what it claims to be
     * @throws ReplayException if the service refuses a post as a whole, or does not take one for too long
     * @throws InterruptedException if the thread is interrupted; what was acknowledged stays
     */
    public ReplayReport replay(TradeSource source, Checkpoint from, ReplayJournal journal)
            throws IOException, ReplayException, InterruptedException {
        source.goTo(from.position());
        start(from, source.fraction());
        DueTrades due = new DueTrades(source, settings.pace(), clock, listener);
        Chunk chunk = new Chunk(settings.chunkSize());
        byte[] last = from.lastAccepted().getBytes(StandardCharsets.UTF_8);
        while (due.fill(chunk)) {
            last = chunk.body();
            post(chunk, last);
            journal.acknowledged(tally.checkpoint());
            listener.progress(progress(source.fraction()));
        }
        if (settings.close() && tally.accepted() > 0) {
            close(last);
        }
        return report();
    }

    /** What has become of the replay until now, also when it has failed. */
    public ReplayReport report() {
        Checkpoint now = tally.checkpoint();
        return new ReplayReport(
                now.accepted(),
                now.rejected(),
                now.rejectedByCode(),
                now.firstRejections(),
                now.retries(),
                elapsed(),
                figures());
    }

    private void start(Checkpoint from, double fraction) {
        began = clock.nanoTime();
        tally = new Tally(from);
        answeredBefore = from.answered();
        fractionBefore = from.position().isStart() ? 0 : Math.max(0, fraction);
        bytes = 0;
        latency = new LatencyRecorder();
    }

    private Duration elapsed() {
        return Duration.ofNanos(clock.nanoTime() - began);
    }

    private RunFigures figures() {
        return new RunFigures(
                tally.accepted() + tally.rejected() - answeredBefore, 1 - fractionBefore, bytes, latency.summary());
    }

    private ReplayProgress progress(double fraction) {
        return new ReplayProgress(
                tally.accepted() + tally.rejected(), tally.accepted(), fraction, elapsed(), figures(), tally.retries());
    }

    private void post(Chunk chunk, byte[] body) throws ReplayException, InterruptedException {
        long sent = clock.nanoTime();
        Answered answer = post(body, chunk.toString());
        if (answer.accepted() + answer.rejected() != chunk.count()) {
            throw failed(chunk + ": the ingest service answered for " + (answer.accepted() + answer.rejected()) + " of "
                    + chunk.count() + " trades");
        }
        latency.record(Duration.ofNanos(clock.nanoTime() - sent));
        bytes += body.length;
        tally.add(chunk, body, answer);
    }

    private Answered post(byte[] body, String what) throws ReplayException, InterruptedException {
        PostOutcome outcome = untilAnswered(() -> client.postTrades(body), what);
        if (outcome instanceof Refused refused) {
            throw failed(what + ": the ingest service answered " + refused.status() + ", " + refused.reason());
        }
        return (Answered) outcome;
    }

    /**
     * A service that was restarted after the last chunk does not know the replay any more. It gets that chunk once
     * more, and so the clock to close with; the pipeline recognises its trades. Of a replay that was resumed at its very
     * end it gets the last trade.
     */
    private void close(byte[] lastChunk) throws ReplayException, InterruptedException {
        PostOutcome outcome = untilAnswered(client::close, "closing mark");
        if (outcome instanceof Refused refused && refused.status() == NOT_FOUND) {
            tally.retried();
            post(lastChunk, "last lines");
            outcome = untilAnswered(client::close, "closing mark");
        }
        if (outcome instanceof Refused refused) {
            throw failed("closing mark: the ingest service answered " + refused.status() + ", " + refused.reason());
        }
    }

    @FunctionalInterface
    private interface Attempt {
        PostOutcome run() throws InterruptedException;
    }

    private PostOutcome untilAnswered(Attempt attempt, String what) throws ReplayException, InterruptedException {
        long first = clock.nanoTime();
        Duration delay = settings.firstDelay();
        while (true) {
            PostOutcome outcome = attempt.run();
            if (!(outcome instanceof Retry retry)) {
                return outcome;
            }
            Duration pause = shorter(retry.after().orElse(delay), settings.maxDelay());
            if (clock.nanoTime() - first + pause.toNanos()
                    > settings.giveUpAfter().toNanos()) {
                throw failed(what + ": " + retry.reason() + "; gave up after "
                        + settings.giveUpAfter().toSeconds() + " s");
            }
            tally.retried();
            listener.retrying(retry.reason(), pause);
            clock.sleep(pause);
            delay = shorter(delay.multipliedBy(2), settings.maxDelay());
        }
    }

    private ReplayException failed(String message) {
        return new ReplayException(message + " (" + tally.accepted() + " trades were accepted before)");
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
