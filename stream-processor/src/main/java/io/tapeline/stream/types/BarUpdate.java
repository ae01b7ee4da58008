package io.tapeline.stream.types;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A bar issued, or withdrawn because its last trade was.
 *
 * @param symbol what was traded
 * @param interval the bar's length
 * @param start nanoseconds since the epoch
 * @param revision the bar's revision; readers take the highest
 * @param bar the bar, or null when it is withdrawn
 */
public record BarUpdate(
        String symbol,
        Interval interval,
        long start,
        int revision,
        @Nullable Bar bar) {
    public BarUpdate {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(interval, "interval is null");
    }

    /** A bar issued. */
    public static BarUpdate issued(Bar bar) {
        return new BarUpdate(bar.symbol(), bar.interval(), bar.start(), bar.revision(), bar);
    }

    /** The bar's end, exclusive, in nanoseconds since the epoch. */
    public long end() {
        return start + interval.nanos();
    }
}
