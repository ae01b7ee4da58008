package io.tapeline.model;

import static java.util.Objects.requireNonNull;

/**
 * The best bid and ask of a symbol at a venue.
 *
 * @param symbol what is quoted
 * @param venue MIC or exchange name
 * @param tsEvent the exchange's clock, nanoseconds since the epoch
 * @param tsRecv when the publisher saw it, nanoseconds since the epoch
 * @param tsIngest our clock at ingest, nanoseconds since the epoch
 * @param bidPrice in units of 1e-9; 0 with {@code bidSize} 0 when there is no bid
 * @param bidSize in units of 1e-8
 * @param askPrice in units of 1e-9; 0 with {@code askSize} 0 when there is no ask
 * @param askSize in units of 1e-8
 * @param sequence the venue's sequence number; 0 if it gives none
 * @param conditions quote conditions as the venue codes them; empty if none
 */
public record Quote(
        String symbol,
        String venue,
        long tsEvent,
        long tsRecv,
        long tsIngest,
        long bidPrice,
        long bidSize,
        long askPrice,
        long askSize,
        long sequence,
        String conditions)
        implements MarketEvent {
    public Quote {
        requireNonNull(symbol, "symbol is null");
        requireNonNull(venue, "venue is null");
        requireNonNull(conditions, "conditions is null");
        if (symbol.isEmpty()) {
            throw new IllegalArgumentException("symbol is empty");
        }
        if (bidPrice < 0 || askPrice < 0) {
            throw new IllegalArgumentException("price is negative: bid " + bidPrice + ", ask " + askPrice);
        }
        if (bidSize < 0 || askSize < 0) {
            throw new IllegalArgumentException("size is negative: bid " + bidSize + ", ask " + askSize);
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence is negative: " + sequence);
        }
    }
}
