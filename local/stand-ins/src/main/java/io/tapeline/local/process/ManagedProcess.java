package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One running child process.
 *
 * <p>The child ignores SIGINT and SIGHUP, which a terminal sends to parent and children alike: the parent decides in
 * which order its children stop. Its standard input is a pipe that this JVM holds open; see {@link ChildMain} for
 * what becomes of the child when this JVM dies. Output is appended to the log of the spec. Thread-safe.
 */
public final class ManagedProcess {
    private static final List<String> SHIELDED = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
    private static final long LARGE_LOG_BYTES = 32L << 20;

    private final ServiceSpec spec;
    private final Process process;

    private ManagedProcess(ServiceSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /**
     * Starts the process; does not wait for its health.
     *
     * @throws PortTakenException if a port of the spec is taken
     * @throws UncheckedIOException if the program cannot be run or the log cannot be written
     */
    public static ManagedProcess start(ServiceSpec spec) {
        requireNonNull(spec, "spec is null");
        spec.ports().forEach(FreePorts::requireFree);
        try {
            Files.createDirectories(spec.workingDirectory());
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            List<String> command = new ArrayList<>(SHIELDED);
            command.addAll(spec.command());
            File log = spec.log().toFile();
            keepSmall(spec.log());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(spec.workingDirectory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
            builder.environment().putAll(spec.environment());
            return new ManagedProcess(spec, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + spec.name(), e);
        }
    }

    /** A log that has grown large is set aside when its service starts; only one such is kept. */
    private static void keepSmall(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGE_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public ServiceSpec spec() {
        return spec;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the process has ended and returns its exit code; 128 + n when signal n ended it. */
    public int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Waits at most {@code timeout} for the process to end, and tells whether it has. */
    public boolean awaitExit(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Stops the process: SIGTERM, then SIGKILL to it and to its descendants when the grace of the spec is over.
     * Returns when it has ended. Does nothing to a process that has ended. An interrupt cuts the grace short.
     */
    public void stop() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        boolean ended = false;
        try {
            ended = awaitExit(spec.stopGrace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            process.destroyForcibly();
            descendants.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
        }
    }

    /** Kills the process with SIGKILL, as a crash would; for tests of recovery. Does not wait. */
    public void kill() {
        process.destroyForcibly();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }
}
