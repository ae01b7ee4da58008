package io.tapeline.local.replay;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.replay.PostOutcome.Answered;
import io.tapeline.local.replay.PostOutcome.Item;
import io.tapeline.local.replay.PostOutcome.Refused;
import io.tapeline.local.replay.PostOutcome.Retry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Posts trades to the ingest service, in order, one post in flight.
 *
 * <p>A post that was not acknowledged (no connection, a broken one, no answer in time, 5xx) is sent again exactly as it
 * was, with growing pauses, until the service has it or {@link ReplaySettings#giveUpAfter} is over. So a service that
 * is killed and restarted in between gets every trade at least once, and in order; the pipeline recognises those it
 * got twice. Holds one chunk in memory. For one thread, one replay at a time.
 */
public final class Replayer {
    private static final int FIRST_REJECTIONS = 10;
    private static final int NOT_FOUND = 404;

    private final ReplaySettings settings;
    private final IngestClient client;
    private final ReplayListener listener;

    private long accepted;
    private long rejected;
    private long retries;
    private final SortedMap<String, Long> rejectedByCode = new TreeMap<>();
    private final List<Rejection> firstRejections = new ArrayList<>();

    public Replayer(ReplaySettings settings, ReplayListener listener) {
        this.settings = requireNonNull(settings, "settings is null");
        this.listener = requireNonNull(listener, "listener is null");
        this.client = new IngestClient(settings);
    }

    /**
     * Replays all of {@code source}; does not close it.
     *
     * @throws IOException if the source cannot be read
     * @throws BadTradeFileException if the source is not what it claims to be
     * @throws ReplayException if the service refuses a post as a whole, or does not take one for too long
     * @throws InterruptedException if the thread is interrupted; what was acknowledged stays
     */
    public ReplayReport replay(TradeSource source) throws IOException, ReplayException, InterruptedException {
        long began = System.nanoTime();
        reset();
        Chunk chunk = new Chunk(settings.chunkSize());
        byte[] last = {};
        while (chunk.fill(source)) {
            last = chunk.body();
            count(chunk, post(last, chunk.toString()));
            listener.progress(new ReplayProgress(
                    accepted + rejected, accepted, source.fraction(), Duration.ofNanos(System.nanoTime() - began)));
        }
        if (settings.close() && accepted > 0) {
            close(last);
        }
        return new ReplayReport(
                accepted,
                rejected,
                new TreeMap<>(rejectedByCode),
                firstRejections,
                retries,
                Duration.ofNanos(System.nanoTime() - began));
    }

    private void reset() {
        accepted = 0;
        rejected = 0;
        retries = 0;
        rejectedByCode.clear();
        firstRejections.clear();
    }

    private void count(Chunk chunk, Answered answer) throws ReplayException {
        if (answer.accepted() + answer.rejected() != chunk.count()) {
            throw failed(chunk + ": the ingest service answered for " + (answer.accepted() + answer.rejected()) + " of "
                    + chunk.count() + " trades");
        }
        accepted += answer.accepted();
        rejected += answer.rejected();
        for (Item item : answer.rejections()) {
            rejectedByCode.merge(item.code(), 1L, Long::sum);
            if (firstRejections.size() < FIRST_REJECTIONS) {
                firstRejections.add(new Rejection(chunk.line(item.index()), item.code(), item.message()));
            }
        }
        long unnamed = answer.rejected() - answer.rejections().size();
        if (unnamed > 0) {
            rejectedByCode.merge("OTHER", unnamed, Long::sum);
        }
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
     * more, and so the clock to close with; the pipeline recognises its trades.
     */
    private void close(byte[] lastChunk) throws ReplayException, InterruptedException {
        PostOutcome outcome = untilAnswered(client::close, "closing mark");
        if (outcome instanceof Refused refused && refused.status() == NOT_FOUND) {
            retries++;
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
        long began = System.nanoTime();
        Duration delay = settings.firstDelay();
        while (true) {
            PostOutcome outcome = attempt.run();
            if (!(outcome instanceof Retry retry)) {
                return outcome;
            }
            Duration pause = shorter(retry.after().orElse(delay), settings.maxDelay());
            if (System.nanoTime() - began + pause.toNanos()
                    > settings.giveUpAfter().toNanos()) {
                throw failed(what + ": " + retry.reason() + "; gave up after "
                        + settings.giveUpAfter().toSeconds() + " s");
            }
            retries++;
            listener.retrying(retry.reason(), pause);
            Thread.sleep(pause.toMillis());
            delay = shorter(delay.multipliedBy(2), settings.maxDelay());
        }
    }

    private ReplayException failed(String message) {
        return new ReplayException(message + " (" + accepted + " trades were accepted before)");
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
