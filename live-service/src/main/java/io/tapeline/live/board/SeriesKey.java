package io.tapeline.live.board;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Interval;

/** The bars of one symbol and length. */
public record SeriesKey(String symbol, Interval interval) {
    public SeriesKey {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(interval, "interval is null");
    }
}
