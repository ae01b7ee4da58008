package io.tapeline.ingest.dialect;

import java.util.Locale;
import java.util.Optional;

/** The venues whose messages are understood as they are; the names are part of the HTTP API. */
public enum Dialect {
    /** Alpaca's stream of market data: stocks and crypto. */
    ALPACA,
    /** Coinbase Exchange: its WebSocket feed and its REST trades. */
    COINBASE,
    /** Binance spot: its WebSocket streams and its REST trades. */
    BINANCE,
    /** Kraken spot: its WebSocket API v2 and its REST trades. */
    KRAKEN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in the API. */
    public String label() {
        return label;
    }

    /** The dialect of a name in the API. */
    public static Optional<Dialect> named(String name) {
        for (Dialect dialect : values()) {
            if (dialect.label.equals(name)) {
                return Optional.of(dialect);
            }
        }
        return Optional.empty();
    }

    /** Whether a message may be an array of messages. */
    boolean sendsArrays() {
        return this == ALPACA;
    }

    VenueMessages messages() {
        return switch (this) {
            case ALPACA -> new AlpacaMessages();
            case COINBASE -> new CoinbaseMessages();
            case BINANCE -> new BinanceMessages();
            case KRAKEN -> new KrakenMessages();
        };
    }
}
