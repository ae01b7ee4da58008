package io.tapeline.local.launcher.stack;

import io.tapeline.local.launcher.console.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Measures this process and all below it, every second, and keeps the highest sum. One daemon thread. */
final class MemoryWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final AtomicLong peak = new AtomicLong();
    private final Ticker ticker = Ticker.start("memory-watch", EVERY, this::sample);

    private void sample() {
        peak.accumulateAndGet(ProcessMemory.ofTree(ProcessHandle.current()), Math::max);
    }

    /** The highest sum so far, in bytes. */
    long peak() {
        return peak.get();
    }

    @Override
    public void close() {
        ticker.close();
    }
}
