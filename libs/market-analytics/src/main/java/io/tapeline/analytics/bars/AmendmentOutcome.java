package io.tapeline.analytics.bars;

/** What became of a correction or a cancel. */
public enum AmendmentOutcome {
    /** The bars it touches read as if the trade had been reported so (or not at all) in the first place. */
    APPLIED,
    /** It says what has been applied before; nothing changed. */
    REPEATED,
    /** The trade is not among those remembered, although it is inside the horizon. Nothing changed. */
    UNKNOWN_TRADE,
    /** The trade, or what it is corrected to, is older than the horizon. Nothing changed. */
    BEYOND_HORIZON,
    /** A correction of a trade that has been cancelled. Nothing changed. */
    ALREADY_CANCELLED,
    /** Price × size of the trade, or of what it is corrected to, is too large to be summed. Nothing changed. */
    TOO_LARGE
}
