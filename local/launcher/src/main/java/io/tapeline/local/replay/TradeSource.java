package io.tapeline.local.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Trades in the order in which they are to be posted. For one thread. */
public interface TradeSource extends Closeable {
    /**
     * The next trade as one JSON object in UTF-8 without a line end, or null when there is none left.
     *
     * @throws IOException if the input cannot be read
     * @throws BadTradeFileException if it is not what it claims to be
     */
    byte @Nullable [] next() throws IOException;

    /** The line of the file on which the last trade stands, from 1. */
    long line();

    /** When the last trade happened, nanoseconds since the epoch; empty if it does not tell. */
    OptionalLong tsEvent();

    /** The place behind the last trade. */
    SourcePosition position();

    /**
     * Goes on at a place that {@link #position} has told of the same input. To be called before the first trade.
     *
     * @throws IOException if the input cannot be read
     * @throws BadTradeFileException if the input ends before it
     */
    void goTo(SourcePosition position) throws IOException;

    /** How much of the input has been read, from 0 to 1; below 0 when its size is not known. */
    double fraction();

    /** What a reader of the file should know, such as columns that are not sent. */
    default String notice() {
        return "";
    }
}
