package io.tapeline.wire;

/** The bounds of a batch. The encoder never passes them; the decoder refuses what does. */
public final class WireLimits {
    /** Bytes of an encoded batch: what a Kinesis record holds. */
    public static final int MAX_RECORD_BYTES = 1 << 20;
    /** Bytes of a batch's events before compression. */
    public static final int MAX_EVENTS_BYTES = 4 << 20;
    /** Events in a batch: trades, corrections, cancels and quotes together. */
    public static final int MAX_EVENTS = 16_384;
    /** Bytes of UTF-8 in any one text: symbol, venue, trade id, conditions, producer. */
    public static final int MAX_TEXT_BYTES = 255;

    private WireLimits() {}
}
