package io.tapeline.ingest.parse;

import java.util.function.Supplier;

/** Takes what a reader reads, item by item, on the reading thread. */
public interface EventSink {
    /**
     * Takes a valid event, which must be copied: the reader uses it again.
     *
     * @param index the item's position in the body, from 0
     * @return whether to go on reading
     */
    boolean accept(long index, ParsedEvent event);

    /**
     * Takes note of an item that is not a valid event.
     *
     * @param index the item's position in the body, from 0
     * @param message words what is wrong; only valid during the call
     */
    void reject(long index, RejectCode code, Supplier<String> message);

    /** More bytes are waited for: the moment to hand on what was held back. */
    default void pause() {}
}
