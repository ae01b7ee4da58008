package io.tapeline.live.board;

import io.tapeline.model.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest bars and indicators of every symbol and interval. Of a bar the highest revision is kept, and of one revision
 * the final one; records may come twice and in any order.
 *
 * <p>Every change has a number, so that a reader who knows the number of the last one it has seen is told all that came
 * since, however slow it is, and the board keeps nothing for it.
 *
 * <p>Bound: {@link Limits}; the symbol of which nothing was heard or asked for longest makes room. Thread safe.
 */
public final class Board {
    private final Limits limits;
    private final LinkedHashMap<String, Map<Interval, Series>> symbols = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long change;
    private long evicted;

    /**
     * What a board may hold.
     *
     * @param history bars of a series, and rows of indicators
     * @param maxSymbols symbols
     * @param maxBytes of memory, estimated; one symbol is kept in any case
     */
    public record Limits(int history, int maxSymbols, long maxBytes) {
        public Limits {
            requirePositive(history, "history");
            requirePositive(maxSymbols, "maxSymbols");
            requirePositive(maxBytes, "maxBytes");
        }

        private static void requirePositive(long value, String name) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is not positive: " + value);
            }
        }
    }

    public Board(Limits limits) {
        this.limits = limits;
    }

    /** Takes bars and indicators in, and says which series have changed. */
    public synchronized Set<SeriesKey> put(Collection<LiveBar> bars, Collection<LiveIndicators> indicators) {
        Set<SeriesKey> changed = new LinkedHashSet<>();
        for (LiveBar bar : bars) {
            Series series = series(bar.key());
            long before = series.bytes();
            if (series.bars.put(bar.start(), new History.Entry(bar.revision(), bar.stage(), bar.json(), change + 1))) {
                changed(bar.key(), series.bytes() - before, changed);
            }
        }
        for (LiveIndicators row : indicators) {
            Series series = series(row.key());
            long before = series.bytes();
            if (series.indicators.put(
                    row.start(), new History.Entry(row.revision(), LiveBar.Stage.FINAL, row.json(), change + 1))) {
                changed(row.key(), series.bytes() - before, changed);
            }
        }
        makeRoom();
        return changed;
    }

    private Series series(SeriesKey key) {
        return symbols.computeIfAbsent(key.symbol(), symbol -> new EnumMap<>(Interval.class))
                .computeIfAbsent(key.interval(), interval -> new Series(limits.history()));
    }

    private void changed(SeriesKey key, long growth, Set<SeriesKey> changed) {
        change++;
        bytes += growth;
        changed.add(key);
    }

    private void makeRoom() {
        Iterator<Map<Interval, Series>> longestUnheardOf = symbols.values().iterator();
        while (symbols.size() > limits.maxSymbols() || (bytes > limits.maxBytes() && symbols.size() > 1)) {
            bytes -= longestUnheardOf.next().values().stream()
                    .mapToLong(Series::bytes)
                    .sum();
            longestUnheardOf.remove();
            evicted++;
        }
    }

    /** The newest bars of a series, at most {@code limit}, and the indicators at them. */
    public SeriesView newest(SeriesKey key, int limit) {
        return page(key, Long.MAX_VALUE, limit).view();
    }

    /** The newest bars of a series before a time, at most {@code limit}, and the indicators at them. */
    public synchronized SeriesPage page(SeriesKey key, long before, int limit) {
        Series series = find(key);
        if (series == null) {
            return new SeriesPage(nothing(key), before);
        }
        List<History.Timed> bars = series.bars.newestBefore(before, limit);
        long from = bars.isEmpty() ? before : bars.get(0).start();
        return new SeriesPage(view(key, bars, series.indicators.between(from, before), change), from);
    }

    /**
     * What has changed in a series since the change of that number, as far as the board reaches back: the earliest changes,
     * at most {@code limit} of bars and rows together. Its own number is that of the last of them.
     */
    public synchronized SeriesView changes(SeriesKey key, long since, int limit) {
        Series series = find(key);
        if (series == null) {
            return nothing(key);
        }
        List<History.Timed> bars = series.bars.changedSince(since);
        List<History.Timed> rows = series.indicators.changedSince(since);
        if (bars.size() + rows.size() <= limit) {
            return view(key, bars, rows, change);
        }
        long last = Stream.concat(bars.stream(), rows.stream())
                .map(History.Timed::change)
                .sorted()
                .skip(limit - 1L)
                .findFirst()
                .orElseThrow();
        return view(key, until(bars, last), until(rows, last), last);
    }

    private static List<History.Timed> until(List<History.Timed> values, long change) {
        return values.stream().filter(value -> value.change() <= change).toList();
    }

    private static SeriesView view(SeriesKey key, List<History.Timed> bars, List<History.Timed> rows, long change) {
        return new SeriesView(
                key,
                bars.stream().map(History.Timed::json).toList(),
                rows.stream().map(History.Timed::json).toList(),
                change);
    }

    private SeriesView nothing(SeriesKey key) {
        return new SeriesView(key, List.of(), List.of(), change);
    }

    private @Nullable Series find(SeriesKey key) {
        Map<Interval, Series> intervals = symbols.get(key.symbol());
        return intervals == null ? null : intervals.get(key.interval());
    }

    /** Whether anything is known of a symbol. */
    public synchronized boolean knows(String symbol) {
        return symbols.containsKey(symbol);
    }

    /** All symbols of which there are bars, by name. */
    public synchronized List<SymbolView> symbols() {
        List<SymbolView> views = new ArrayList<>(symbols.size());
        symbols.forEach((symbol, series) -> {
            List<Interval> intervals = series.entrySet().stream()
                    .filter(entry -> !entry.getValue().bars.isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            if (!intervals.isEmpty()) {
                String last = series.entrySet().stream()
                        .filter(entry -> entry.getKey() == intervals.get(0))
                        .map(entry -> entry.getValue().bars.last())
                        .findFirst()
                        .orElseThrow();
                views.add(new SymbolView(symbol, intervals, last));
            }
        });
        views.sort(Comparator.comparing(SymbolView::symbol));
        return views;
    }

    /** How many symbols are known. */
    public synchronized int size() {
        return symbols.size();
    }

    /** The memory taken up, estimated. */
    public synchronized long bytes() {
        return bytes;
    }

    /** How many symbols have made room for others so far. */
    public synchronized long evicted() {
        return evicted;
    }
}
