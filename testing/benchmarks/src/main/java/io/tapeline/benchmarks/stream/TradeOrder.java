package io.tapeline.benchmarks.stream;

/** In which order the trades of one venue come. */
public enum TradeOrder {
    /** In the order of their ids, as exchanges send them. */
    FEED,
    /** Each trade with a latency of its own, so that those of one venue overtake one another. */
    MIXED
}
