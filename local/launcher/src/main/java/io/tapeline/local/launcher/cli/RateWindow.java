package io.tapeline.local.launcher.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a count has grown in the last seconds. Times are nanoseconds of a clock that only goes forward. Keeps at
 * most {@code WINDOW / STEP} samples. For one thread.
 */
final class RateWindow {
    private static final long WINDOW = 5_000_000_000L;
    private static final long STEP = 100_000_000L;

    private record Sample(long time, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Sample latest;

    RateWindow(long began) {
        latest = new Sample(began, 0);
        samples.add(latest);
    }

    /** The count is {@code count} now. */
    void add(long now, long count) {
        latest = new Sample(now, count);
        if (now - samples.getLast().time() >= STEP) {
            samples.add(latest);
        }
        forget(now);
    }

    /** The growth a second, over the last seconds. */
    double perSecond(long now) {
        forget(now);
        Sample oldest = samples.getFirst();
        double seconds = Math.min(WINDOW, now - oldest.time()) / 1e9;
        return seconds > 0 ? (latest.count() - oldest.count()) / seconds : 0;
    }

    /** Keeps one sample that is as old as the window, to count from; after a long silence that is the latest one. */
    private void forget(long now) {
        while (samples.size() > 1 && now - second().time() >= WINDOW) {
            samples.removeFirst();
        }
        if (samples.size() == 1 && now - latest.time() >= WINDOW) {
            samples.removeFirst();
            samples.add(latest);
        }
    }

    private Sample second() {
        Sample first = samples.removeFirst();
        Sample second = samples.getFirst();
        samples.addFirst(first);
        return second;
    }
}
