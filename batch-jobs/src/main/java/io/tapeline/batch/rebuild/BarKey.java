package io.tapeline.batch.rebuild;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Interval;
import java.util.Comparator;

/**
 * Which bar of a symbol.
 *
 * @param interval the bar's length
 * @param start nanoseconds since the epoch
 */
record BarKey(Interval interval, long start) implements Comparable<BarKey> {
    private static final Comparator<BarKey> ORDER =
            Comparator.comparing(BarKey::interval).thenComparingLong(BarKey::start);

    BarKey {
        requireNonNull(interval, "interval is null");
    }

    /** Finer intervals first, then by start. */
    @Override
    public int compareTo(BarKey other) {
        return ORDER.compare(this, other);
    }
}
