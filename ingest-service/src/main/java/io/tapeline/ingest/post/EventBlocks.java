package io.tapeline.ingest.post;

import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.ParsedEvent;
import io.tapeline.ingest.publish.EventBlock;

/** Copies events that were read into blocks. */
public final class EventBlocks {
    private EventBlocks() {}

    /** Adds an event to a block that has room. */
    public static void add(EventBlock block, ParsedEvent event) {
        if (event.kind() == EventKind.TRADE) {
            block.add(
                    event.bucket(),
                    event.symbol(),
                    event.venue(),
                    event.tsEvent(),
                    event.tsRecv(),
                    event.price(),
                    event.size(),
                    event.side(),
                    event.sequence(),
                    event.numericId(),
                    event.textId(),
                    event.conditions());
        } else {
            block.add(event.bucket(), event.toRecord());
        }
    }
}
