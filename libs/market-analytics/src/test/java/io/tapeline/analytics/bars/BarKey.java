package io.tapeline.analytics.bars;

import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import java.util.Comparator;

/** What identifies a bar. */
record BarKey(String symbol, Interval interval, long start) implements Comparable<BarKey> {
    private static final Comparator<BarKey> ORDER =
            Comparator.comparing(BarKey::symbol).thenComparing(BarKey::interval).thenComparing(BarKey::start);

    static BarKey of(Bar bar) {
        return new BarKey(bar.symbol(), bar.interval(), bar.start());
    }

    @Override
    public int compareTo(BarKey other) {
        return ORDER.compare(this, other);
    }
}
