package io.tapeline.model;

import static java.util.Objects.requireNonNull;

/**
 * One trade as a venue reported it. The hot paths carry trades as columns or rows ({@link TradeRows}); this record is
 * for edges, tests and single events.
 *
 * @param symbol what was traded, such as {@code BTC-USD}
 * @param venue MIC or exchange name
 * @param tsEvent the exchange's clock, nanoseconds since the epoch
 * @param tsRecv when the publisher saw it, nanoseconds since the epoch
 * @param tsIngest our clock at ingest, nanoseconds since the epoch
 * @param price in units of 1e-9, above zero
 * @param size in units of 1e-8, zero or more: a venue prints zero when the size is below its own precision
 * @param side the aggressor's
 * @param sequence the venue's sequence number, which orders trades of equal {@code tsEvent}; 0 if it gives none
 * @param tradeId the venue's id; empty if it gives none
 * @param conditions sale conditions as the venue codes them; empty if none
 */
public record Trade(
        String symbol,
        String venue,
        long tsEvent,
        long tsRecv,
        long tsIngest,
        long price,
        long size,
        Side side,
        long sequence,
        String tradeId,
        String conditions)
        implements MarketEvent {
    public Trade {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(venue, "venue is null");
        requireNonNull(side, "side is null");
        requireNonNull(tradeId, "tradeId is null");
        requireNonNull(conditions, "conditions is null");
        if (symbol.isEmpty()) {
            throw new IllegalArgumentException("symbol is empty");
        }
        if (price <= 0) {
            throw new IllegalArgumentException("price is not above zero: " + price);
        }
        if (size < 0) {
            throw new IllegalArgumentException("size is negative: " + size);
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence is negative: " + sequence);
        }
    }
}
