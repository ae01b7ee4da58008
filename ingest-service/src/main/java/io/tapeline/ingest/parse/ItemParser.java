package io.tapeline.ingest.parse;

/** Reads the items of a JSON body one by one. Reusable; not thread safe. */
public interface ItemParser {
    /** {@link #parse}: the bytes end before the item does. */
    int END = JsonText.END;
    /** {@link #parse}: not JSON. */
    int MALFORMED = JsonText.MALFORMED;

    /** Whether an item may begin with this byte. */
    boolean isStart(byte first);

    /** Sets our clock, nanoseconds since the epoch. */
    void setNow(long now);

    /**
     * Reads the item whose first byte is at {@code from}. The array has {@link EventParser#PADDING} bytes beyond
     * {@code to}.
     *
     * @param lines whether a line's end ends the item
     * @return the position after the item, {@link #END} or {@link #MALFORMED}
     */
    int parse(byte[] text, int from, int to, boolean lines);

    /**
     * Hands on what the item just read is: events, problems, or nothing.
     *
     * @return whether the sink wants more
     */
    boolean deliver(long index, EventSink sink);
}
