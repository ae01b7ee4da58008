package io.tapeline.local.launcher.stack;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Measures this process and all below it, every second, and keeps the highest sum. One daemon thread. */
final class MemoryWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final AtomicLong peak = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "memory-watch");
        thread.setDaemon(true);
        return thread;
    });

    static MemoryWatch start() {
        MemoryWatch watch = new MemoryWatch();
        watch.timer.scheduleWithFixedDelay(watch::sample, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void sample() {
        peak.accumulateAndGet(ProcessMemory.ofTree(ProcessHandle.current()), Math::max);
    }

    /** The highest sum so far, in bytes. */
    long peak() {
        return peak.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
