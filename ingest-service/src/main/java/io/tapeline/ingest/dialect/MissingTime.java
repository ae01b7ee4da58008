package io.tapeline.ingest.dialect;

/** What a quote without a time gets: Binance's {@code bookTicker} and Kraken's old {@code ticker} have none. */
public enum MissingTime {
    /** Our clock: it is news. */
    OUR_CLOCK,
    /** A rejection: in a replay, our clock would be ahead of all that is still to come. */
    REFUSED
}
