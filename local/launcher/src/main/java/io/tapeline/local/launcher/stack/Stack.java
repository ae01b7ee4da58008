package io.tapeline.local.launcher.stack;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.launcher.stack.StackStatus.Phase;
import io.tapeline.local.process.ManagedProcess;
import io.tapeline.local.process.PidFiles;
import io.tapeline.local.process.ProcessRecord;
import io.tapeline.local.process.RestartPolicy;
import io.tapeline.local.process.ServiceEvent;
import io.tapeline.local.process.ServiceStartException;
import io.tapeline.local.process.Supervisor;
import io.tapeline.local.standins.TapelineHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All processes of Tapeline on one machine, run by this process: stand-ins, ingest service, stream processor. What
 * dies is restarted; when this process ends, however it ends, they end. State stays in the state directory, so that a
 * stack opened there again goes on where this one stopped.
 *
 * <p>Thread-safe.
 */
public final class Stack implements AutoCloseable {
    static final String LAUNCHER = "launcher";

    private final StateDirectory state;
    private final Supervisor supervisor;
    private final StatusBoard board;
    private final MemoryWatch memory;
    private final PortPlan ports;
    private final LocalServices services;

    private Stack(StateDirectory state, Supervisor supervisor, StatusBoard board) {
        this.state = state;
        this.supervisor = supervisor;
        this.board = board;
        this.ports = PortPlan.make(
                Endpoints.load(state.endpointsFile()),
                postmaster(state).filter(pid -> ProcessHandle.of(pid).isPresent()),
                PortPlan.Ports.system());
        ports.endpoints().save(state.endpointsFile());
        this.services = new LocalServices(new Checkout(TapelineHome.path()), state, ports.endpoints());
        this.memory = new MemoryWatch();
        new PidFiles(state.control()).write(LAUNCHER, ProcessHandle.current());
    }

    /**
     * Takes the state directory, clears what an earlier run has left there, and chooses ports. Starts nothing yet.
     *
     * @param listener told of every event, after {@link #status} shows it
     * @throws io.tapeline.local.process.StateDirectoryInUseException if another process runs a stack there
     */
    public static Stack open(StateDirectory state, Consumer<ServiceEvent> listener) {
        requireNonNull(state, "state is null");
        StatusBoard board = new StatusBoard(state.statusFile());
        Supervisor supervisor = Supervisor.open(state.path(), RestartPolicy.standard(), board.andThen(listener));
        try {
            return new Stack(state, supervisor, board);
        } catch (RuntimeException e) {
            supervisor.close();
            throw e;
        }
    }

    /** The first line of the file is the pid; PostgreSQL deletes it when it ends well. */
    private static Optional<Long> postmaster(StateDirectory state) {
        Path file = state.data(Service.POSTGRES.id()).resolve("postmaster.pid");
        try {
            return Files.readAllLines(file).stream().findFirst().map(Long::valueOf);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Starts {@code which} and returns when all of them are well. To be called once.
     *
     * @throws ServiceStartException if one does not become well; then none is left running
     * @throws IllegalArgumentException if one of them depends on a service that is left out
     */
    public void start(Set<Service> which) {
        board.begin(which, ports);
        try {
            supervisor.start(services.specs(which));
            board.phase(Phase.READY, "");
        } catch (ServiceStartException e) {
            board.phase(Phase.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    public StateDirectory state() {
        return state;
    }

    public Endpoints endpoints() {
        return ports.endpoints();
    }

    /** Processes of an earlier run that were still there when this stack was opened, and were stopped. */
    public List<ProcessRecord> clearedLeftovers() {
        return supervisor.clearedLeftovers();
    }

    public StackStatus status() {
        return board.status();
    }

    /** What the warehouse's clients connect to, with role and password. */
    public String warehouseJdbcUrl() {
        return services.warehouseJdbcUrl();
    }

    /** The directory of the local S3, with one directory for each bucket. */
    public Path objects() {
        return services.objects();
    }

    /**
     * The process of a service, for tests that kill it.
     *
     * @throws NoSuchElementException if it has not been started
     */
    public ManagedProcess process(Service service) {
        return supervisor
                .process(service.id())
                .orElseThrow(() -> new NoSuchElementException(service.id() + " was not started"));
    }

    /** The highest memory so far of this process and all it has started, in bytes. */
    public long peakMemory() {
        return memory.peak();
    }

    /** The nightly batch on this stack. */
    public NightlyRun nightly() {
        return new NightlyRun(state, endpoints(), warehouseJdbcUrl());
    }

    /** Stops all, in reverse order, each gracefully. */
    @Override
    public void close() {
        board.phase(Phase.STOPPING, "");
        supervisor.close();
        memory.close();
        new PidFiles(state.control()).remove(LAUNCHER);
    }
}
