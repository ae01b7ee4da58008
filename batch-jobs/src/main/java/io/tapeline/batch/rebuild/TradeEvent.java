package io.tapeline.batch.rebuild;

/**
 * A trade or an amendment of one, of a symbol. Prices in units of 1e-9, sizes in units of 1e-8; both 0 for a cancel.
 *
 * @param kind what it is
 * @param keyHigh upper word of the {@linkplain io.tapeline.model.TradeKey identity} of the trade
 * @param keyLow lower word
 * @param tsFirst when the trade happened, as first reported, nanoseconds since the epoch
 * @param tsEvent when the trade happened, as this event says, nanoseconds since the epoch
 * @param sequence the venue's sequence number
 * @param price of the trade, as this event says
 * @param size of the trade, as this event says
 */
record TradeEvent(
        Kind kind, long keyHigh, long keyLow, long tsFirst, long tsEvent, long sequence, long price, long size) {
    /** What an event says of a trade. */
    enum Kind {
        /** It happened, and the stream's archive has it. */
        TRADE,
        /** It happened; it came too late for the stream. */
        LATE,
        /** It is to read otherwise. */
        CORRECTION,
        /** It did not happen. */
        CANCEL
    }

    /** Whether a bar would be the same with either. */
    boolean saysTheSame(TradeEvent other) {
        return tsEvent == other.tsEvent && sequence == other.sequence && price == other.price && size == other.size;
    }

    boolean sameTrade(TradeEvent other) {
        return keyHigh == other.keyHigh && keyLow == other.keyLow;
    }
}
