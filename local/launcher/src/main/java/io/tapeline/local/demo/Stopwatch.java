package io.tapeline.local.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each phase took. For one thread. */
final class Stopwatch {
    private final Map<String, Duration> phases = new LinkedHashMap<>();
    private long began = System.nanoTime();

    /** @param start how long the phase before the first one took */
    Stopwatch(Duration start) {
        phases.put("start", start);
    }

    /** Ends the current phase, and begins the next. */
    Duration lap(String phase) {
        long now = System.nanoTime();
        Duration took = Duration.ofNanos(now - began);
        began = now;
        phases.merge(phase, took, Duration::plus);
        return took;
    }

    /** The phases in their order. */
    Map<String, Duration> phases() {
        return new LinkedHashMap<>(phases);
    }
}
