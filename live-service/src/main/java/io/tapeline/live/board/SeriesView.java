package io.tapeline.live.board;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What is known of a series, or what has changed in it: JSON objects in order of time.
 *
 * @param key symbol and interval
 * @param bars oldest first
 * @param indicators oldest first
 * @param change the number of the last change that this takes account of
 */
public record SeriesView(SeriesKey key, List<String> bars, List<String> indicators, long change) {
    public SeriesView {
        requireNonNull(key, "key is null");
        bars = List.copyOf(bars);
        indicators = List.copyOf(indicators);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** Bars and rows together. */
    public int size() {
        return bars.size() + indicators.size();
    }
}
