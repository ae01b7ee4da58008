package io.tapeline.local.launcher.stack;

import io.tapeline.local.process.Liveness;
import io.tapeline.local.process.PidFiles;
import io.tapeline.local.process.ProcessRecord;
import io.tapeline.local.process.RestartPolicy;
import io.tapeline.local.process.Supervisor;
import io.tapeline.local.standins.TapelineHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A stack that another process runs, seen through its state directory. */
public final class RunningStack {
    private final StateDirectory state;
    private final ProcessHandle launcher;
    private final Endpoints endpoints;
    private final LocalServices services;

    private RunningStack(StateDirectory state, ProcessHandle launcher, Endpoints endpoints) {
        this.state = state;
        this.launcher = launcher;
        this.endpoints = endpoints;
        this.services = new LocalServices(new Checkout(TapelineHome.path()), state, endpoints);
    }

    /** The stack that runs in {@code state}; empty if none does. */
    public static Optional<RunningStack> find(StateDirectory state) {
        if (!Files.exists(state.control())) {
            return Optional.empty();
        }
        return new PidFiles(state.control())
                .read(Stack.LAUNCHER)
                .flatMap(ProcessRecord::running)
                .flatMap(launcher -> Endpoints.load(state.endpointsFile())
                        .map(endpoints -> new RunningStack(state, launcher, endpoints)));
    }

    /**
     * The stack that runs in {@code state}, or else the demo's that runs below it.
     *
     * @throws LauncherException if neither runs
     */
    public static RunningStack require(StateDirectory state) {
        return find(state)
                .or(() -> find(state.demo()))
                .orElseThrow(() -> new LauncherException(
                        LauncherException.Code.NOT_RUNNING,
                        "nothing runs in " + state.path() + "; start it with: ./tapeline up"));
    }

    /**
     * Stops the processes that a launcher has left which did not end in an ordinary way.
     *
     * @return those that were still there
     */
    public static List<ProcessRecord> clearLeftovers(StateDirectory state) {
        if (!Files.exists(Supervisor.runDirectory(state.path()))) {
            return List.of();
        }
        try (Supervisor supervisor = Supervisor.open(state.path(), RestartPolicy.never(), event -> {})) {
            return supervisor.clearedLeftovers();
        }
    }

    public StateDirectory state() {
        return state;
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    public ProcessHandle launcher() {
        return launcher;
    }

    /** What its launcher has written down last. */
    public Optional<StackStatus> status() {
        return StackStatus.load(state.statusFile());
    }

    public String warehouseJdbcUrl() {
        return services.warehouseJdbcUrl();
    }

    /** The directory of the local S3, with one directory for each bucket. */
    public Path objects() {
        return services.objects();
    }

    /** The nightly batch on this stack. */
    public NightlyRun nightly() {
        return new NightlyRun(state, endpoints, warehouseJdbcUrl());
    }

    /**
     * Asks its launcher to stop everything and waits for that.
     *
     * @return whether it has ended within {@code patience}
     */
    public boolean stop(Duration patience) throws InterruptedException {
        launcher.destroy();
        return Liveness.awaitEnd(launcher, patience);
    }
}
