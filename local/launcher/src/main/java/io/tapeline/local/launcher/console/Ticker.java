package io.tapeline.local.launcher.console;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task again and again, on a daemon thread of its own, until it is closed or the task throws. The task runs at
 * once for the first time, and no more after {@link #close} has returned.
 */
public final class Ticker implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Ticker(String name, Duration every, Runnable task) {
        this.thread = new Thread(() -> run(every, task), name);
        this.thread.setDaemon(true);
    }

    /** Starts one; {@code every} is the pause between the end of one run and the start of the next. */
    public static Ticker start(String name, Duration every, Runnable task) {
        Ticker ticker = new Ticker(name, requireNonNull(every, "every is null"), requireNonNull(task, "task is null"));
        ticker.thread.start();
        return ticker;
    }

    private void run(Duration every, Runnable task) {
        try {
            do {
                task.run();
            } while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // Nobody does; were it so, the thread would end.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it, and waits for a run that is under way. May be called from the task itself. */
    @Override
    public void close() {
        closed.countDown();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
