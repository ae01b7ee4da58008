package io.tapeline.model;

import static java.util.Objects.requireNonNull;

/**
 * A venue's new word on a trade it reported before: the trade with the corrected trade's id, venue and symbol is to read
 * as {@code corrected} does.
 *
 * @param tsOriginal the {@code tsEvent} of the trade as first reported, nanoseconds since the epoch
 * @param tsEvent the exchange's clock at the correction, nanoseconds since the epoch
 * @param corrected the trade as it should have been, with its id
 */
public record TradeCorrection(long tsOriginal, long tsEvent, Trade corrected) implements MarketEvent {
    public TradeCorrection {
        requireNonNull(corrected, "corrected is null");
        if (corrected.tradeId().isEmpty()) {
            throw new IllegalArgumentException("tradeId is empty");
        }
    }

    @Override
    public String symbol() {
        return corrected.symbol();
    }

    @Override
    public String venue() {
        return corrected.venue();
    }
}
