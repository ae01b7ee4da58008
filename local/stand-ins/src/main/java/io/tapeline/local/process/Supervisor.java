package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Keeps a set of services running: starts them in the order of their dependencies, side by side where they do not
 * depend on each other; restarts what dies, with growing pauses and up to a limit, and not before its dependencies are back; stops all in
 * reverse order.
 *
 * <p>One supervisor at a time works in a state directory; a second one is refused. Pid files stand in its
 * {@code run} folder. Opening a supervisor first clears what an earlier one has left there, for instance when it was
 * killed with SIGKILL.
 *
 * <p>Thread-safe. One daemon thread per service. Events are handed to the listener one at a time, from those threads;
 * the listener must not block and must not call back into the supervisor's start and stop methods.
 */
public final class Supervisor implements AutoCloseable {
    private static final String LOCK = "supervisor.lock";
    private static final Duration LEFTOVER_GRACE = Duration.ofSeconds(15);

    private final RestartPolicy policy;
    private final Consumer<ServiceEvent> listener;
    private final PidFiles pidFiles;
    private final StateLock lock;
    private final List<ProcessRecord> cleared;
    /** In the order in which they may be started. Guarded by this. */
    private final Map<String, SupervisedService> services = new LinkedHashMap<>();

    private Supervisor(Path runDirectory, RestartPolicy policy, Consumer<ServiceEvent> listener) {
        this.policy = policy;
        this.listener = serialised(listener);
        this.lock = StateLock.acquire(runDirectory.resolve(LOCK));
        this.pidFiles = new PidFiles(runDirectory);
        this.cleared = pidFiles.clearLeftovers(LEFTOVER_GRACE);
    }

    /**
     * Opens a supervisor on {@code stateDirectory} and clears what an earlier one has left.
     *
     * @throws StateDirectoryInUseException if another supervisor works there now
     */
    public static Supervisor open(Path stateDirectory, RestartPolicy policy, Consumer<ServiceEvent> listener) {
        requireNonNull(policy, "policy is null");
        requireNonNull(listener, "listener is null");
        return new Supervisor(runDirectory(stateDirectory), policy, listener);
    }

    /** The folder of the pid files of the supervisor on {@code stateDirectory}. */
    public static Path runDirectory(Path stateDirectory) {
        return stateDirectory.resolve("run");
    }

    /**
     * The process whose supervisor works on {@code stateDirectory} now, for commands that look at it or end it from
     * outside: SIGTERM makes it stop its services, if its shutdown hook closes the supervisor.
     */
    public static Optional<ProcessHandle> owner(Path stateDirectory) {
        return StateLock.owner(runDirectory(stateDirectory).resolve(LOCK));
    }

    private static Consumer<ServiceEvent> serialised(Consumer<ServiceEvent> listener) {
        Object monitor = new Object();
        return event -> {
            synchronized (monitor) {
                listener.accept(event);
            }
        };
    }

    /** The processes of an earlier run that were still there when this supervisor was opened, and were stopped. */
    public List<ProcessRecord> clearedLeftovers() {
        return cleared;
    }

    /**
     * Starts services and returns when all of them are well. They may depend on each other and on those started
     * before. When one of them does not become well, those of this call are stopped again.
     *
     * @throws ServiceStartException for the first service that failed by itself
     * @throws IllegalArgumentException if a name is taken, a dependency is unknown, or dependencies form a circle
     */
    public void start(Collection<ServiceSpec> specs) {
        List<SupervisedService> added = add(specs);
        added.forEach(SupervisedService::begin);
        try {
            // In start order, so the first failure met is a cause and not one of its consequences.
            added.forEach(each -> each.ready().join());
        } catch (CompletionException e) {
            Collections.reverse(added);
            added.forEach(each -> stop(each.spec().name()));
            throw e.getCause() instanceof ServiceStartException failure ? failure : e;
        }
    }

    private synchronized List<SupervisedService> add(Collection<ServiceSpec> specs) {
        List<SupervisedService> added = new ArrayList<>();
        for (ServiceSpec spec : StartOrder.of(specs, services.keySet())) {
            List<SupervisedService> dependencies = spec.dependsOn().stream()
                    .map(name -> requireNonNull(services.get(name), name))
                    .toList();
            SupervisedService service = new SupervisedService(spec, dependencies, policy, pidFiles, listener);
            services.put(spec.name(), service);
            added.add(service);
        }
        return added;
    }

    /** Where every service stands, in start order. */
    public synchronized List<ServiceStatus> status() {
        return services.values().stream().map(SupervisedService::status).toList();
    }

    /** The current, or the last, process of a service. */
    public synchronized Optional<ManagedProcess> process(String name) {
        return Optional.ofNullable(services.get(name)).flatMap(SupervisedService::process);
    }

    /** Stops one service and forgets it, so that its name is free again. Does nothing for an unknown one. */
    public void stop(String name) {
        Optional<SupervisedService> service;
        synchronized (this) {
            service = Optional.ofNullable(services.get(name));
        }
        service.ifPresent(SupervisedService::stop);
        synchronized (this) {
            service.ifPresent(each -> services.remove(name, each));
        }
    }

    /**
     * Stops all services in reverse order, each gracefully, and frees the state directory. May be called again, and from
     * a shutdown hook while another thread still starts services.
     */
    @Override
    public void close() {
        List<String> names;
        synchronized (this) {
            names = new ArrayList<>(services.keySet());
        }
        Collections.reverse(names);
        names.forEach(this::stop);
        lock.close();
    }
}
