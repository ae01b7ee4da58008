package io.tapeline.model;

/** What a venue reports: a trade, a correction or a cancel of one, or a quote. */
public sealed interface MarketEvent permits Trade, TradeCorrection, TradeCancel, Quote {
    /** What is traded or quoted, such as {@code BTC-USD}. */
    String symbol();

    /** MIC or exchange name. */
    String venue();

    /** The exchange's clock when it reported this, nanoseconds since the epoch. */
    long tsEvent();
}
