package io.tapeline.stream.live;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Interval;
import io.tapeline.stream.types.BarUpdate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one bucket has to tell the live stream until its next update. Of each symbol and interval only the newest
 * {@value #KEPT} bars and rows of indicators wait: on a live feed no more come between two updates, and a replay at full
 * speed does not drown the stream, and so does not wait for it.
 *
 * <p>For one thread. Bounded by the bucket's symbols; empty after {@link #drain}.
 */
public final class LiveConflation {
    /** Bars of a symbol and interval in one update. */
    static final int KEPT = 4;
    /** Bars and rows of indicators in one record: some 300 bytes each, well below the megabyte that Kinesis takes. */
    static final int RECORD_LIMIT = 1_000;

    private static final BarUpdate[] NO_BARS = {};
    private static final IndicatorRow[] NO_INDICATORS = {};

    private final Map<Series, Deque<BarUpdate>> bars = new LinkedHashMap<>();
    private final Map<Series, Deque<IndicatorRow>> indicators = new LinkedHashMap<>();

    private record Series(String symbol, Interval interval) {}

    /** Takes in a bar; false if an older one of the series makes room for it. */
    public boolean add(BarUpdate bar) {
        return add(bars, new Series(bar.symbol(), bar.interval()), bar);
    }

    /** Takes in a row of indicators; false if an older one of the series makes room for it. */
    public boolean add(IndicatorRow row) {
        return add(indicators, new Series(row.symbol(), row.interval()), row);
    }

    private static <T> boolean add(Map<Series, Deque<T>> waiting, Series series, T value) {
        Deque<T> queue = waiting.computeIfAbsent(series, first -> new ArrayDeque<>(KEPT));
        boolean fits = queue.size() < KEPT;
        if (!fits) {
            queue.removeFirst();
        }
        queue.addLast(value);
        return fits;
    }

    public boolean isEmpty() {
        return bars.isEmpty() && indicators.isEmpty();
    }

    /** Hands over all that waits, in as many updates as it takes. */
    public void drain(int bucket, Consumer<LiveUpdate> out) {
        List<BarUpdate> moreBars = new ArrayList<>();
        List<IndicatorRow> moreIndicators = new ArrayList<>();
        for (Deque<BarUpdate> series : bars.values()) {
            for (BarUpdate bar : series) {
                moreBars.add(bar);
                flush(bucket, moreBars, moreIndicators, RECORD_LIMIT, out);
            }
        }
        for (Deque<IndicatorRow> series : indicators.values()) {
            for (IndicatorRow row : series) {
                moreIndicators.add(row);
                flush(bucket, moreBars, moreIndicators, RECORD_LIMIT, out);
            }
        }
        flush(bucket, moreBars, moreIndicators, 1, out);
        bars.clear();
        indicators.clear();
    }

    private static void flush(
            int bucket,
            List<BarUpdate> moreBars,
            List<IndicatorRow> moreIndicators,
            int least,
            Consumer<LiveUpdate> out) {
        if (moreBars.size() + moreIndicators.size() >= least) {
            out.accept(new LiveUpdate(bucket, moreBars.toArray(NO_BARS), moreIndicators.toArray(NO_INDICATORS)));
            moreBars.clear();
            moreIndicators.clear();
        }
    }
}
