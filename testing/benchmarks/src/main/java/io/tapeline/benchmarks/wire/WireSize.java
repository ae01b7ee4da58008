package io.tapeline.benchmarks.wire;

import io.tapeline.testkit.TradeSettings;
import io.tapeline.testkit.TradeSettings.Sequences;
import io.tapeline.wire.Compression;
import java.util.Arrays;

/**
 * Prints how many bytes a trade takes on the wire: records of 500 trades of some 200 symbols, two ranges of buckets, a
 * linger of about 20 ms. Rows differ in what the venues' clocks can tell apart, in whether orders fill in several trades,
 * and in whether trades have a sequence number beside their id.
 */
public final class WireSize {
    private static final int BATCHES = 200;
    private static final int TRADES = 500;
    private static final int BUCKETS = 128;
    /** Of so many symbols, one range's 500 trades show 200. */
    private static final int SYMBOLS = 12_000;

    private WireSize() {}

    public static void main(String[] args) {
        System.out.printf("%-52s %8s %8s %8s%n", "records of " + TRADES + " trades", "symbols", "none", "zstd");
        TradeSettings base = TradeSettings.equities(1, SYMBOLS);
        print("clocks of 1 ns", base);
        print("clocks of 1 us", base.withResolution(1_000));
        print("clocks of 1 ns, each order one trade", base.withMeanFills(1));
        print("clocks of 1 us, each order one trade", base.withMeanFills(1).withResolution(1_000));
        print("clocks of 1 ns, sequences beside ids", base.withSequences(Sequences.PER_VENUE));
        print(
                "clocks of 1 us, sequences beside ids",
                base.withSequences(Sequences.PER_VENUE).withResolution(1_000));
    }

    private static void print(String what, TradeSettings settings) {
        WireSamples.Sample sample = WireSamples.sample(settings, BATCHES, TRADES, BUCKETS);
        System.out.printf(
                "%-52s %8.0f %8.2f %8.2f%n",
                what, sample.symbols(), bytes(sample, Compression.NONE), bytes(sample, Compression.ZSTD));
    }

    private static double bytes(WireSamples.Sample sample, Compression compression) {
        long bytes = Arrays.stream(sample.encode(compression))
                .mapToLong(record -> record.length)
                .sum();
        return (double) bytes / sample.trades();
    }
}
