package io.tapeline.ingest.parse;

import java.util.function.Supplier;

/** Takes what a {@link TradeReader} reads, item by item, on the reading thread. */
public interface TradeSink {
    /**
     * Takes a valid trade, which must be copied: the reader uses it again.
     *
     * @param index the item's position in the body, from 0
     * @return whether to go on reading
     */
    boolean accept(long index, ParsedTrade trade);

    /**
     * Takes note of an item that is not a valid trade.
     *
     * @param index the item's position in the body, from 0
     * @param message words what is wrong; only valid during the call
     */
    void reject(long index, RejectCode code, Supplier<String> message);

    /** More bytes are waited for: the moment to hand on what was held back. */
    default void pause() {}
}
