package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process as it was written down when it started. Pid and start time together name one process for good: the
 * system gives a pid to another process later, but never with the same start time.
 *
 * @param name the service
 * @param pid its process id
 * @param startedAt when the system says that the process started
 */
public record ProcessRecord(String name, long pid, Instant startedAt) {
    /** The system derives start times from its own boot time, which moves a little when the clock is set. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    public ProcessRecord {
        requireNonNull(name, "name is null");
        requireNonNull(startedAt, "startedAt is null");
    }

    /** The process, if it still runs and is the one that was written down. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(Liveness::isAlive)
                .filter(handle -> handle.info()
                        .startInstant()
                        .map(start -> Duration.between(start, startedAt).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                        .orElse(false));
    }
}
