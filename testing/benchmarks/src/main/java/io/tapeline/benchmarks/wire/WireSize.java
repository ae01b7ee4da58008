package io.tapeline.benchmarks.wire;

import io.tapeline.testkit.TradeSettings;
import io.tapeline.testkit.TradeSettings.Sequences;
import io.tapeline.wire.Compression;
import java.util.Arrays;

/**
 * Prints how many bytes a trade takes on the wire: records of 500 trades of some 200 symbols, one of two ranges of buckets,
 * 50,000 trades a second. Rows differ in what the venues' clocks can tell apart, in whether orders fill in several trades,
 * and in whether trades have a sequence number beside their id.
 */
public final class WireSize {
    private static final int BATCHES = 200;
    private static final int TRADES = 500;
    private static final int BUCKETS = 128;
    /** Of so many symbols, one range's 500 trades show 200. */
    private static final int SYMBOLS = 12_000;
    /** The same where each order is one trade, so that 500 trades are of more orders. */
    private static final int SYMBOLS_OF_WHOLE_ORDERS = 1_600;

    private WireSize() {}

    public static void main(String[] args) {
        System.out.printf("%-40s %8s %8s %8s%n", "records of " + TRADES + " trades", "symbols", "none", "zstd");
        TradeSettings filled = TradeSettings.equities(1, SYMBOLS);
        TradeSettings whole = TradeSettings.equities(1, SYMBOLS_OF_WHOLE_ORDERS).withMeanFills(1);
        for (long resolution : new long[] {1, 1_000}) {
            String clocks = "clocks of " + resolution + " ns, ";
            print(clocks + "1.5 trades an order", filled.withResolution(resolution));
            print(clocks + "1 trade an order", whole.withResolution(resolution));
            print(
                    clocks + "1.5, with sequences",
                    filled.withResolution(resolution).withSequences(Sequences.PER_VENUE));
        }
    }

    private static void print(String what, TradeSettings settings) {
        WireSamples.Sample sample = WireSamples.sample(settings, BATCHES, TRADES, BUCKETS);
        System.out.printf(
                "%-40s %8.0f %8.2f %8.2f%n",
                what, sample.symbols(), bytes(sample, Compression.NONE), bytes(sample, Compression.ZSTD));
    }

    private static double bytes(WireSamples.Sample sample, Compression compression) {
        long bytes = Arrays.stream(sample.encode(compression))
                .mapToLong(record -> record.length)
                .sum();
        return (double) bytes / sample.trades();
    }
}
