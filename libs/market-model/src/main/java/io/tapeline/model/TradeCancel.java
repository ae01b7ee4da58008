package io.tapeline.model;

import static java.util.Objects.requireNonNull;

/**
 * A venue's word that a trade did not happen. Venues cancel by trade id, so the cancelled trade has one.
 *
 * @param symbol of the cancelled trade
 * @param venue of the cancelled trade
 * @param tradeId of the cancelled trade, not empty
 * @param tsOriginal the cancelled trade's {@code tsEvent}, nanoseconds since the epoch
 * @param tsEvent the exchange's clock at the cancel, nanoseconds since the epoch
 * @param tsIngest our clock at ingest, nanoseconds since the epoch
 */
public record TradeCancel(String symbol, String venue, String tradeId, long tsOriginal, long tsEvent, long tsIngest)
        implements MarketEvent {
    public TradeCancel {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(venue, "venue is null");
        requireNonNull(tradeId, "tradeId is null");
        if (symbol.isEmpty()) {
            throw new IllegalArgumentException("symbol is empty");
        }
        if (tradeId.isEmpty()) {
            throw new IllegalArgumentException("tradeId is empty");
        }
    }
}
