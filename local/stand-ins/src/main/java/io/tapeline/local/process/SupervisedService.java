package io.tapeline.local.process;

import io.tapeline.local.process.ServiceStatus.State;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of one service: one thread that starts its process, waits for health, waits for death, and starts it
 * again. The first start either makes {@link #ready} complete or fail; only later deaths lead to restarts, because a
 * service that never was well will not become so by repetition.
 */
final class SupervisedService {
    private static final Duration POLL = Duration.ofMillis(50);

    private final ServiceSpec spec;
    private final List<SupervisedService> dependencies;
    private final RestartPolicy policy;
    private final PidFiles pidFiles;
    private final Consumer<ServiceEvent> listener;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> stopAsked = new CompletableFuture<>();
    private final Thread thread;

    private volatile State state = State.WAITING;
    private volatile @Nullable ManagedProcess process;
    private final AtomicInteger restarts = new AtomicInteger();

    SupervisedService(
            ServiceSpec spec,
            List<SupervisedService> dependencies,
            RestartPolicy policy,
            PidFiles pidFiles,
            Consumer<ServiceEvent> listener) {
        this.spec = spec;
        this.dependencies = List.copyOf(dependencies);
        this.policy = policy;
        this.pidFiles = pidFiles;
        this.listener = listener;
        this.thread = new Thread(this::run, "supervise-" + spec.name());
        // The JVM may end while services run; their own watch on standard input ends them then.
        this.thread.setDaemon(true);
    }

    ServiceSpec spec() {
        return spec;
    }

    /** Completes when the service is well for the first time; fails with {@link ServiceStartException}. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    void begin() {
        thread.start();
    }

    ServiceStatus status() {
        ManagedProcess current = process;
        OptionalLong pid = current != null && current.isAlive() ? OptionalLong.of(current.pid()) : OptionalLong.empty();
        return new ServiceStatus(spec.name(), state, pid, restarts.get());
    }

    Optional<ManagedProcess> process() {
        return Optional.ofNullable(process);
    }

    /** Stops the service for good and returns when its process has ended. */
    void stop() {
        stopAsked.complete(null);
        ManagedProcess current = lockedProcess();
        if (current != null) {
            current.stop();
        }
        if (thread.isAlive() && Thread.currentThread() != thread) {
            joinQuietly();
        }
    }

    private void joinQuietly() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once a stop is asked for, no process is started; see {@link #launch}. So what this returns is the last one. */
    private synchronized @Nullable ManagedProcess lockedProcess() {
        return process;
    }

    private synchronized Optional<ManagedProcess> launch() {
        if (stopping()) {
            return Optional.empty();
        }
        ManagedProcess started = ManagedProcess.start(spec);
        process = started;
        pidFiles.write(spec.name(), started.handle());
        return Optional.of(started);
    }

    private boolean stopping() {
        return stopAsked.isDone();
    }

    private void run() {
        try {
            supervise();
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; were it so, the process is left to stop().
            Thread.currentThread().interrupt();
        } finally {
            if (stopping()) {
                state = State.STOPPED;
                listener.accept(new ServiceEvent.Stopped(spec.name()));
            } else {
                state = State.FAILED;
            }
            pidFiles.remove(spec.name());
            ready.completeExceptionally(new ServiceStartException(spec.name(), "it was stopped"));
        }
    }

    private void supervise() throws InterruptedException {
        if (!awaitDependencies()) {
            return;
        }
        int attempt = 0;
        while (!stopping()) {
            Life life = liveOnce();
            if (stopping()) {
                return;
            }
            String death = life.death();
            listener.accept(new ServiceEvent.Died(spec.name(), death));
            if (!ready.isDone()) {
                ready.completeExceptionally(new ServiceStartException(
                        spec.name(), death + "\nlog: " + spec.log() + LogTail.of(spec.log())));
                return;
            }
            if (life.well().compareTo(policy.stableAfter()) >= 0) {
                attempt = 0;
            }
            if (attempt >= policy.maxAttempts()) {
                state = State.FAILED;
                listener.accept(new ServiceEvent.GaveUp(spec.name(), attempt, death));
                return;
            }
            attempt++;
            restarts.incrementAndGet();
            state = State.RESTARTING;
            Duration delay = policy.delay(attempt);
            listener.accept(new ServiceEvent.Restarting(spec.name(), attempt, delay));
            pause(delay);
            awaitDependenciesThatComeBack();
        }
    }

    /** Returns early when the service is asked to stop. */
    private void pause(Duration delay) throws InterruptedException {
        try {
            stopAsked.get(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The usual end of a pause.
        } catch (ExecutionException e) {
            throw new AssertionError("nobody fails this future", e);
        }
    }

    private boolean awaitDependencies() {
        for (SupervisedService dependency : dependencies) {
            try {
                CompletableFuture.anyOf(dependency.ready(), stopAsked).join();
            } catch (CompletionException e) {
                ready.completeExceptionally(new ServiceStartException(
                        spec.name(), dependency.spec().name() + ", on which it depends, did not start"));
                return false;
            }
        }
        return true;
    }

    /** So that a service does not spend its restarts on a dependency that is itself being restarted. */
    private void awaitDependenciesThatComeBack() throws InterruptedException {
        while (!stopping() && dependencies.stream().anyMatch(SupervisedService::comesBack)) {
            pause(POLL);
        }
    }

    private boolean comesBack() {
        return switch (state) {
            case WAITING, STARTING, RESTARTING -> true;
            // Dead, but its thread has not yet seen it.
            case READY -> status().pid().isEmpty();
            case FAILED, STOPPED -> false;
        };
    }

    /**
     * One life of the process.
     *
     * @param death what it died of
     * @param well how long it was well before
     */
    private record Life(String death, Duration well) {
        static Life neverWell(String death) {
            return new Life(death, Duration.ZERO);
        }
    }

    /** Runs the process from start to death. */
    private Life liveOnce() throws InterruptedException {
        state = State.STARTING;
        long began = System.nanoTime();
        ManagedProcess current;
        try {
            Optional<ManagedProcess> launched = launch();
            if (launched.isEmpty()) {
                return Life.neverWell("stopped");
            }
            current = launched.get();
        } catch (PortTakenException | UncheckedIOException e) {
            return Life.neverWell(String.valueOf(e.getMessage()));
        }
        listener.accept(new ServiceEvent.Started(spec.name(), current.pid()));

        String reason = "not asked yet";
        while (!current.awaitExit(POLL)) {
            if (spec.health().check() instanceof Health.Unhealthy unhealthy) {
                reason = unhealthy.reason();
            } else {
                return readyUntilDeath(current, Duration.ofNanos(System.nanoTime() - began));
            }
            if (System.nanoTime() - began > spec.startTimeout().toNanos()) {
                current.stop();
                return Life.neverWell("not well after " + spec.startTimeout().toMillis() + " ms: " + reason);
            }
        }
        return Life.neverWell("it exited with code " + current.awaitExit() + " before it was well");
    }

    private Life readyUntilDeath(ManagedProcess current, Duration took) throws InterruptedException {
        state = State.READY;
        listener.accept(new ServiceEvent.Ready(spec.name(), current.pid(), took));
        ready.complete(null);
        long since = System.nanoTime();
        String death = "it exited with code " + current.awaitExit();
        return new Life(death, Duration.ofNanos(System.nanoTime() - since));
    }
}
