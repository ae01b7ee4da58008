package io.tapeline.local.demo;

import io.tapeline.local.replay.CsvOptions;
import io.tapeline.local.replay.TimestampUnit;
import io.tapeline.local.replay.TradeFiles;
import io.tapeline.local.replay.TradeSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;

/**
 * A week of BTC/USD on Bitstamp, 100,000 trades: {@code timestamp,price,amount}, times in seconds and ascending. It
 * ships inside the jar of {@code org.ta4j:ta4j-examples}, under the MIT licence.
 */
final class DemoTrades {
    static final String SYMBOL = "BTC-USD";
    static final String VENUE = "BITSTAMP";
    /** Trades in the file; a test counts them. */
    static final long COUNT = 100_000;

    private static final String RESOURCE = "/bitstamp_trades_from_20131125_usd.csv";

    private DemoTrades() {}

    /** The trades as the API takes them. */
    static TradeSource source() throws IOException {
        URLConnection connection = connection();
        return TradeFiles.open(
                connection.getInputStream(),
                connection.getContentLengthLong(),
                new CsvOptions(SYMBOL, VENUE, TimestampUnit.S));
    }

    /** The file as it is. */
    static InputStream raw() throws IOException {
        return connection().getInputStream();
    }

    private static URLConnection connection() throws IOException {
        URL url = DemoTrades.class.getResource(RESOURCE);
        if (url == null) {
            throw new FileNotFoundException(RESOURCE + " is not on the class path");
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection;
    }
}
