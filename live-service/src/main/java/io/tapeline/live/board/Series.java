package io.tapeline.live.board;

/** Bars and indicators of a symbol and interval. For one thread. */
final class Series {
    final History bars;
    final History indicators;

    Series(int capacity) {
        bars = new History(capacity);
        indicators = new History(capacity);
    }

    long bytes() {
        return bars.bytes() + indicators.bytes();
    }
}
