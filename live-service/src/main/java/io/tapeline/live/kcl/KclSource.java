package io.tapeline.live.kcl;

import io.tapeline.live.source.RecordSink;
import io.tapeline.live.source.RecordSource;
import io.tapeline.live.source.ShardBook;
import io.tapeline.live.source.SourceState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.kinesis.coordinator.Scheduler;

/**
 * The live stream by KCL. Each instance is an application of its own, so that each sees every record; it begins at the
 * newest records, and at an orderly end takes its tables, and its consumer, away again. Until the stream can be read it
 * tries again and says why not. All the while it clears away what killed instances have left. Threads: one for the
 * scheduler, one that looks after the shards, one that sweeps, and KCL's own; all are daemons.
 */
public final class KclSource implements RecordSource {
    private static final Logger LOG = Logger.getLogger(KclSource.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(15);
    private static final Duration LOOK_UP = Duration.ofSeconds(5);
    /** How long the end waits for the scheduler, which may be about to write a lease into a table that will be deleted. */
    private static final Duration END = Duration.ofSeconds(5);

    private final KclSettings settings;
    private final Clock clock;
    private final ShardBook book;
    private final Clients clients;
    private final LeaseTables tables;
    private final Sweep sweep;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable Scheduler scheduler;
    private volatile @Nullable String fault;
    private volatile @Nullable String startProblem;

    private KclSource(KclSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.book = new ShardBook(settings.patience());
        this.clients = Clients.of(settings);
        this.tables = new LeaseTables(clients.dynamoDb(), settings.application());
        this.sweep = new Sweep(clients.dynamoDb(), clients.kinesis(), settings);
    }

    /** A source that has not been started; opens no connection yet. */
    public static KclSource of(KclSettings settings, Clock clock) {
        return new KclSource(settings, clock);
    }

    @Override
    public void start(RecordSink sink) {
        thread = daemon("live-scheduler", () -> read(sink));
        // Beside it: what the dead hold may be what the start is waiting for.
        daemon("live-sweep", this::sweep);
    }

    private Thread daemon(String name, Task task) {
        Thread started = new Thread(() -> run(task), name);
        started.setDaemon(true);
        started.start();
        return started;
    }

    /** What a thread of ours does until the end. */
    private interface Task {
        void run() throws InterruptedException;
    }

    private void run(Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fault = "interrupted";
        } catch (RuntimeException e) {
            // Whatever it was, it must show in the health.
            fault = e.toString();
            LOG.error("the live stream is not read any longer", e);
        }
    }

    private void read(RecordSink sink) throws InterruptedException {
        if (prepare()) {
            daemon("live-shards", this::watchShards);
            Scheduler running = Schedulers.create(settings, clients, () -> new ShardReader(sink, book, clock));
            scheduler = running;
            if (!isClosing()) {
                running.run();
            }
        }
        if (!isClosing()) {
            throw new IllegalStateException("the scheduler has ended");
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Tables and leases, however long it takes; false if the end comes first. */
    private boolean prepare() throws InterruptedException {
        Duration pause = FIRST_RETRY;
        while (!isClosing()) {
            try {
                List<String> shards = Shards.open(clients.kinesis(), settings.stream());
                tables.create(shards);
                book.open(shards, clock.instant());
                startProblem = null;
                LOG.infof("reading %s, shards=%d", description(), shards.size());
                return true;
            } catch (CompletionException | SdkException e) {
                String problem = Refusals.words(e);
                if (!problem.equals(startProblem)) {
                    LOG.warnf("cannot read %s yet: %s", description(), problem);
                }
                startProblem = problem;
            }
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                break;
            }
            pause = pause.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? pause.multipliedBy(2) : LAST_RETRY;
        }
        return false;
    }

    private void watchShards() throws InterruptedException {
        while (!closing.await(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                book.open(Shards.open(clients.kinesis(), settings.stream()), clock.instant());
            } catch (CompletionException | SdkException e) {
                // What is known stays; shards that are not read any longer show by themselves.
                LOG.debug("the shards cannot be looked up", e);
            }
        }
    }

    private void sweep() throws InterruptedException {
        do {
            sweep.look();
        } while (!closing.await(settings.sweepAfter().dividedBy(Sweep.LOOKS).toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public long sweptInstances() {
        return sweep.swept();
    }

    @Override
    public SourceState state() {
        SourceState state = book.state(clock.instant());
        String ended = fault;
        String waiting = startProblem;
        return ended == null && waiting == null
                ? state
                : new SourceState(
                        Optional.ofNullable(ended),
                        Optional.ofNullable(ended == null ? waiting : ended),
                        state.openShards(),
                        state.readShards(),
                        state.lastRead(),
                        state.behind());
    }

    @Override
    public String description() {
        return "Kinesis stream " + settings.stream() + " at "
                + settings.endpoint().map(Object::toString).orElse(settings.region()) + " as " + settings.application();
    }

    @Override
    public void close() {
        closing.countDown();
        Scheduler running = scheduler;
        if (running != null) {
            running.shutdown();
        }
        Thread reader = thread;
        if (reader != null) {
            try {
                reader.join(END.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            cleanUp();
        }
        clients.close();
    }

    private void cleanUp() {
        try {
            if (settings.consumer() == Consumer.FAN_OUT) {
                Consumers.deregister(clients.kinesis(), settings.stream(), settings.application());
            }
            tables.delete();
        } catch (CompletionException | SdkException e) {
            LOG.warnf("tables or consumer of %s may be left behind: %s", settings.application(), e.getMessage());
        }
    }
}
