package io.tapeline.batch.rebuild;

import static java.util.Objects.requireNonNull;

import io.tapeline.analytics.bars.TradeLimits;
import io.tapeline.batch.rebuild.BarVerdict.Difference;
import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds one symbol's day and judges every bar of it. Pure. Holds the day's rebuilt bars (at most 86,400 of the finest
 * interval), and of the trades and published bars only those of one identity.
 */
final class SymbolDay {
    /** Turns the trades of a symbol into its bars. */
    interface Builder {
        void add(TradeEvent trade);

        /** All bars of all intervals. */
        List<Bar> bars();
    }

    /**
     * What was found.
     *
     * @param trades what became of the trades
     * @param tooLarge trades of the date that stand, and that no bar may hold
     * @param intervals what became of the bars of each interval that has any
     */
    record Findings(TradeResolver.Counts trades, long tooLarge, List<IntervalCounts> intervals) {}

    /**
     * The bars of an interval, counted.
     *
     * @param interval which
     * @param rebuilt bars of the rebuild
     * @param streamed bars of the stream
     * @param missing bars that the stream does not have
     * @param extra bars that the stream should not have
     * @param changed bars of the stream that say something else
     * @param repaired rows to add to {@code bars}
     */
    record IntervalCounts(
            Interval interval, long rebuilt, long streamed, long missing, long extra, long changed, long repaired) {}

    private final Consumer<BarVerdict> wanting;
    private final Map<Interval, Tally> tallies = new EnumMap<>(Interval.class);

    private SymbolDay(Consumer<BarVerdict> wanting) {
        this.wanting = wanting;
    }

    /**
     * Does it.
     *
     * @param startNanos of the date
     * @param endNanos of the date
     * @param events in the order of {@link TradeResolver}; trades that do not stand in the date are left out
     * @param published in the order of {@link BarKey}
     * @param builder empty
     * @param wanting takes each verdict that has a difference or a repair
     */
    static Findings reconcile(
            long startNanos,
            long endNanos,
            Iterator<TradeEvent> events,
            Iterator<PublishedBar> published,
            Builder builder,
            Consumer<BarVerdict> wanting) {
        LongAdder tooLarge = new LongAdder();
        TradeResolver.Counts trades = TradeResolver.resolve(events, trade -> {
            if (trade.tsEvent() < startNanos || trade.tsEvent() >= endNanos) {
                return;
            }
            if (TradeLimits.isTooLarge(trade.price(), trade.size())) {
                tooLarge.increment();
            } else {
                builder.add(trade);
            }
        });
        List<Bar> rebuilt = new ArrayList<>(builder.bars());
        rebuilt.sort(Comparator.comparing(SymbolDay::key));
        SymbolDay day = new SymbolDay(requireNonNull(wanting, "wanting is null"));
        day.merge(rebuilt.iterator(), published);
        return new Findings(
                trades,
                tooLarge.sum(),
                day.tallies.entrySet().stream()
                        .map(tally -> tally.getValue().counts(tally.getKey()))
                        .toList());
    }

    private void merge(Iterator<Bar> rebuilt, Iterator<PublishedBar> published) {
        Bar bar = next(rebuilt);
        PublishedBar row = next(published);
        List<PublishedBar> rows = new ArrayList<>();
        while (bar != null || row != null) {
            BarKey key = row == null || (bar != null && key(bar).compareTo(row.key()) <= 0)
                    ? key(requireNonNull(bar))
                    : row.key();
            BarValues values = null;
            if (bar != null && key(bar).equals(key)) {
                values = BarValues.of(bar);
                bar = next(rebuilt);
            }
            rows.clear();
            while (row != null && row.key().equals(key)) {
                rows.add(row);
                row = next(published);
            }
            judged(BarReconciler.judge(key, values, rows));
        }
    }

    private void judged(BarVerdict verdict) {
        tallies.computeIfAbsent(verdict.key().interval(), any -> new Tally()).add(verdict);
        if (verdict.difference() != null || verdict.repair() != null) {
            wanting.accept(verdict);
        }
    }

    private static final class Tally {
        private long rebuilt;
        private long streamed;
        private final Map<Difference, Long> differences = new EnumMap<>(Difference.class);
        private long repaired;

        void add(BarVerdict verdict) {
            rebuilt += verdict.rebuilt() == null ? 0 : 1;
            streamed += verdict.streamed() == null ? 0 : 1;
            repaired += verdict.repair() == null ? 0 : 1;
            if (verdict.difference() != null) {
                differences.merge(verdict.difference(), 1L, Long::sum);
            }
        }

        IntervalCounts counts(Interval interval) {
            return new IntervalCounts(
                    interval,
                    rebuilt,
                    streamed,
                    differences.getOrDefault(Difference.MISSING, 0L),
                    differences.getOrDefault(Difference.EXTRA, 0L),
                    differences.getOrDefault(Difference.CHANGED, 0L),
                    repaired);
        }
    }

    private static BarKey key(Bar bar) {
        return new BarKey(bar.interval(), bar.start());
    }

    private static <T> @Nullable T next(Iterator<T> items) {
        return items.hasNext() ? items.next() : null;
    }
}
