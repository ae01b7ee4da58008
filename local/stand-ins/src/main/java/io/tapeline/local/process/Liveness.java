package io.tapeline.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether processes that are not our children still run.
 *
 * <p>A process that has ended but whose parent has not yet asked how is still listed by the system, and {@link
 * ProcessHandle} takes it for alive. Where nobody asks, as in many a container, that is for ever. Here it has ended.
 */
public final class Liveness {
    private static final int POLL_MILLIS = 50;

    private Liveness() {}

    /** Whether {@code process} still runs. */
    public static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    /** Waits at most {@code timeout} for {@code process} to end and tells whether it has. */
    public static boolean awaitEnd(ProcessHandle process, Duration timeout) throws InterruptedException {
        long began = System.nanoTime();
        while (isAlive(process)) {
            if (System.nanoTime() - began > timeout.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // "pid (name) state ..."; the name may hold anything, so look behind its last parenthesis.
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            // No such process, or no /proc, where the system's own answer has to do.
            return false;
        }
    }
}
