package io.tapeline.live.board;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Interval;
import java.util.List;

/**
 * A symbol in the list of symbols.
 *
 * @param symbol what is traded
 * @param intervals those of which there are bars, finest first
 * @param last the newest bar of the finest of them, one JSON object
 */
public record SymbolView(String symbol, List<Interval> intervals, String last) {
    public SymbolView {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(last, "last is null");
        intervals = List.copyOf(intervals);
    }
}
