package io.tapeline.ingest.connect;

import io.tapeline.ingest.dialect.Dialect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a feed is connected to; the names are those of the configuration. */
public enum FeedType {
    /** Coinbase Exchange's WebSocket feed. */
    COINBASE(
            Dialect.COINBASE,
            "wss://ws-feed.exchange.coinbase.com",
            "https://api.exchange.coinbase.com",
            "matches,ticker"),
    /** Kraken's WebSocket API v2. */
    KRAKEN(Dialect.KRAKEN, "wss://ws.kraken.com/v2", "https://api.kraken.com", "trade,ticker"),
    /** Binance spot's streams. */
    BINANCE(
            Dialect.BINANCE,
            "wss://stream.binance.com:9443/stream",
            "https://api.binance.com",
            "trade,aggTrade,bookTicker"),
    /** An address that is asked again and again. */
    HTTP(null, null, null, ""),
    /** A recorded file, once. */
    FILE(null, null, null, "");

    private final @Nullable Dialect dialect;
    private final @Nullable URI url;
    private final @Nullable URI restUrl;
    private final String channels;

    FeedType(@Nullable Dialect dialect, @Nullable String url, @Nullable String restUrl, String channels) {
        this.dialect = dialect;
        this.url = url == null ? null : URI.create(url);
        this.restUrl = restUrl == null ? null : URI.create(restUrl);
        this.channels = channels;
    }

    /** The name in the configuration. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is a venue with a socket. */
    public boolean isVenue() {
        return dialect != null;
    }

    /** The channels that the venue's socket has and that hold trades or quotes; the first one is the default. */
    public List<String> channels() {
        return isVenue() ? List.of(channels.split(",")) : List.of();
    }

    /** The venue's dialect; null where there is no venue. */
    @Nullable
    Dialect dialect() {
        return dialect;
    }

    /** Where the venue's socket is; null where there is no venue. */
    public @Nullable URI url() {
        return url;
    }

    /** Where the venue's REST API is; null where there is no venue. */
    public @Nullable URI restUrl() {
        return restUrl;
    }
}
