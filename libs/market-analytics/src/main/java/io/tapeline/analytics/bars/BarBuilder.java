package io.tapeline.analytics.bars;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All bars of one symbol's trades, which may come in any order: exact, final, revision 0. The same bars as a
 * {@link BucketState} ends with; this one is for rebuilding from what is stored.
 *
 * <p>Takes about 200 bytes for each second with trades. Does not recognise duplicates, and applies no corrections: the
 * caller does. Not thread safe.
 */
public final class BarBuilder {
    private final String symbol;
    private final Map<Long, BarState> seconds = new HashMap<>();
    private long start = Long.MIN_VALUE;
    private @Nullable BarState current;

    public BarBuilder(String symbol) {
        this.symbol = requireNonNull(symbol, "symbol is null");
    }

    /**
     * Adds a trade.
     *
     * @throws IllegalArgumentException if it is another symbol's
     */
    public void add(Trade trade) {
        if (!trade.symbol().equals(symbol)) {
            throw new IllegalArgumentException("trade is not of " + symbol + ": " + trade.symbol());
        }
        TradeKey key = TradeKey.of(trade);
        add(trade.tsEvent(), trade.sequence(), key.high(), key.low(), trade.price(), trade.size());
    }

    /** Adds a trade; the parameters are those of {@link BarState#add}. */
    public void add(long tsEvent, long sequence, long keyHigh, long keyLow, long price, long size) {
        long second = Interval.S1.start(tsEvent);
        BarState state = current;
        if (state == null || second != start) {
            state = seconds.computeIfAbsent(second, any -> new BarState());
            current = state;
            start = second;
        }
        state.add(tsEvent, sequence, keyHigh, keyLow, price, size);
    }

    /** The bars of all intervals, the finest interval first, each by ascending start. */
    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        Map<Long, BarState> states = seconds;
        for (Interval interval : Interval.values()) {
            if (interval != Interval.S1) {
                states = rolledUp(states, interval);
            }
            long[] starts = new long[states.size()];
            int i = 0;
            for (long barStart : states.keySet()) {
                starts[i++] = barStart;
            }
            Arrays.sort(starts);
            for (long barStart : starts) {
                BarState state = requireNonNull(states.get(barStart));
                bars.add(state.toBar(symbol, interval, barStart, 0, true));
            }
        }
        return bars;
    }

    private static Map<Long, BarState> rolledUp(Map<Long, BarState> finer, Interval interval) {
        Map<Long, BarState> longer = new HashMap<>();
        finer.forEach((barStart, state) -> longer.computeIfAbsent(interval.start(barStart), any -> new BarState())
                .merge(state));
        return longer;
    }
}
