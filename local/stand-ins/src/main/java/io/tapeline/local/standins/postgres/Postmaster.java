package io.tapeline.local.standins.postgres;

import io.tapeline.local.process.Liveness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The server process of a PostgreSQL data directory, found by the {@code postmaster.pid} it keeps there. */
public final class Postmaster {
    /** How long a stop may take, by signal: SIGINT rolls back and disconnects, SIGQUIT does not even do that. */
    private static final List<String> STOP_SIGNALS = List.of("INT", "QUIT", "KILL");

    private static final Duration SIGNAL_GRACE = Duration.ofSeconds(8);

    /** The server notes the time some way into its start, which on a busy machine takes a while. */
    private static final Duration START_TOLERANCE = Duration.ofMinutes(1);

    private final ProcessHandle process;

    private Postmaster(ProcessHandle process) {
        this.process = process;
    }

    /**
     * The postmaster that runs on {@code data}; empty if none does. A process that merely has the pid of an earlier
     * one, as its program and its start time tell, is not taken for it.
     */
    public static Optional<Postmaster> running(Path data) {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read postmaster.pid in " + data, e);
        }
        // Line 1 is the pid, line 3 the start in seconds since the epoch. The file is written in steps.
        if (lines.size() < 3) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(0).trim());
        Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).trim()));
        return ProcessHandle.of(pid)
                .filter(Liveness::isAlive)
                .filter(process -> isPostmaster(process.info(), started))
                .map(Postmaster::new);
    }

    private static boolean isPostmaster(ProcessHandle.Info info, Instant started) {
        return info.command().map(command -> command.endsWith("postgres")).orElse(false)
                && info.startInstant()
                        .map(start -> Duration.between(start, started).abs().compareTo(START_TOLERANCE) <= 0)
                        .orElse(false);
    }

    public long pid() {
        return process.pid();
    }

    /** Stops the server, at first politely, and returns when it has ended. */
    public void stop() {
        System.out.println("stopping the postmaster left by an earlier run, pid " + process.pid());
        for (String signal : STOP_SIGNALS) {
            send(signal);
            if (endedWithin(SIGNAL_GRACE)) {
                return;
            }
        }
        throw new IllegalStateException("the postmaster with pid " + process.pid() + " does not stop");
    }

    /** Returns when the server has ended. */
    public void awaitEnd() throws InterruptedException {
        while (!Liveness.awaitEnd(process, Duration.ofHours(1))) {
            // Still running.
        }
    }

    private void send(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean endedWithin(Duration grace) {
        try {
            return Liveness.awaitEnd(process, grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
