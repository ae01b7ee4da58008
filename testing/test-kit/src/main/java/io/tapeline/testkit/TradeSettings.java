package io.tapeline.testkit;

import static java.util.Objects.requireNonNull;

/**
 * What a {@link TradeGenerator} makes. Start from {@link #equities} and change what matters.
 *
 * @param seed equal settings give equal trades
 * @param symbols how many symbols trade; the most active trades as often as the next two together (Zipf, exponent 1)
 * @param tradesPerSecond the rate, in event time, over all symbols
 * @param meanFills how many trades an order makes on average, at least 1: they share venue, side, clocks and symbol
 * @param resolution what the exchanges' and the receiver's clocks can tell apart, nanoseconds
 * @param start the first event's time at the earliest, nanoseconds since the epoch
 * @param sequences whether venues number their messages (quotes included), or give no sequence
 */
public record TradeSettings(
        long seed,
        int symbols,
        double tradesPerSecond,
        double meanFills,
        long resolution,
        long start,
        Sequences sequences) {
    /** Whether trades have a sequence number. */
    public enum Sequences {
        /** Always 0. */
        NONE,
        /** The number of the message in its venue's feed, of which every tenth or so is a trade. */
        PER_VENUE
    }

    /** 2026-01-05, 14:30 UTC: a Monday, when New York opens. */
    private static final long OPEN = 1_767_623_400_000_000_000L;

    public TradeSettings {
        requireNonNull(sequences, "sequences is null");
        if (symbols < 1 || symbols > 100_000) {
            throw new IllegalArgumentException("symbols is not in [1, 100000]: " + symbols);
        }
        if (!(tradesPerSecond > 0)) {
            throw new IllegalArgumentException("tradesPerSecond is not above zero: " + tradesPerSecond);
        }
        if (!(meanFills >= 1)) {
            throw new IllegalArgumentException("meanFills is below 1: " + meanFills);
        }
        if (resolution < 1) {
            throw new IllegalArgumentException("resolution is below 1: " + resolution);
        }
    }

    /** A lively morning: 50,000 trades a second, nanosecond clocks, an order in two filled in parts. */
    public static TradeSettings equities(long seed, int symbols) {
        return new TradeSettings(seed, symbols, 50_000, 1.5, 1, OPEN, Sequences.NONE);
    }

    public TradeSettings withTradesPerSecond(double rate) {
        return new TradeSettings(seed, symbols, rate, meanFills, resolution, start, sequences);
    }

    public TradeSettings withMeanFills(double fills) {
        return new TradeSettings(seed, symbols, tradesPerSecond, fills, resolution, start, sequences);
    }

    /** Clocks of another resolution, such as 1,000 for microseconds. */
    public TradeSettings withResolution(long nanos) {
        return new TradeSettings(seed, symbols, tradesPerSecond, meanFills, nanos, start, sequences);
    }

    public TradeSettings withStart(long nanos) {
        return new TradeSettings(seed, symbols, tradesPerSecond, meanFills, resolution, nanos, sequences);
    }

    public TradeSettings withSequences(Sequences numbering) {
        return new TradeSettings(seed, symbols, tradesPerSecond, meanFills, resolution, start, numbering);
    }
}
