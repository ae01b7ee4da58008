package io.tapeline.testkit;

import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.testkit.TradeSettings.Sequences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * A synthetic stream of US equities trades, endless and deterministic. Symbols trade with Zipf activity; prices walk in
 * cents; sizes are odd lots and round lots; orders arrive as a Poisson process and may fill in several trades; each venue
 * numbers its trades upwards; receipt lags the event by a log-normal latency of the venue, and trades come in order of
 * receipt. {@code tsIngest} is 0.
 *
 * <p>Not thread safe.
 */
public final class TradeGenerator {
    private static final String[] VENUES = {"XNAS", "FINN", "XNYS", "ARCX", "BATS", "EDGX", "IEXG", "MEMX"};
    /** Out of 100, summed up. */
    private static final int[] VENUE_SHARES = {24, 46, 60, 72, 82, 90, 95, 100};

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long CENT = 10_000_000L;
    private static final long SHARE = 100_000_000L;

    private final TradeSettings settings;
    private final Random random;
    private final String[] symbols;
    /** The chance that an order is of this symbol or one before. */
    private final double[] activity;

    private final long[] cents;
    private final long[] tradeIds = new long[VENUES.length];
    private final long[] sequences = new long[VENUES.length];
    /** When each venue's newest trade is received: a venue's feed does not overtake itself. */
    private final long[] received = new long[VENUES.length];

    private final PriorityQueue<Trade> underway =
            new PriorityQueue<>(Comparator.comparingLong(Trade::tsRecv).thenComparing(TradeGenerator::id));
    private double clock;

    public TradeGenerator(TradeSettings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed());
        this.symbols = symbols(settings.symbols(), random);
        this.activity = zipf(symbols.length);
        this.cents = new long[symbols.length];
        for (int i = 0; i < cents.length; i++) {
            // A median of $60, and one in six above $160.
            cents[i] = Math.max(100, Math.round(6_000 * Math.exp(random.nextGaussian())));
        }
        for (int i = 0; i < VENUES.length; i++) {
            tradeIds[i] = 1_000_000L + random.nextInt(50_000_000);
            sequences[i] = 10_000_000L + random.nextInt(500_000_000);
        }
    }

    /** The next trade to be received. */
    public Trade next() {
        while (true) {
            Trade first = underway.peek();
            if (first != null && first.tsRecv() <= settings.start() + (long) clock) {
                return underway.remove();
            }
            order();
        }
    }

    /** The next trades to be received. */
    public List<Trade> next(int count) {
        List<Trade> trades = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            trades.add(next());
        }
        return trades;
    }

    private void order() {
        double ordersPerSecond = settings.tradesPerSecond() / settings.meanFills();
        clock += -Math.log(1 - random.nextDouble()) / ordersPerSecond * NANOS_PER_SECOND;
        int symbol = pickSymbol();
        int venue = pickVenue();
        Side side = pickSide();
        int step = switch (side) {
            case BUY -> 1;
            case SELL -> -1;
            case NONE -> 0;
        };
        boolean sweep = random.nextInt(3) == 0;
        long tsEvent = atResolution(settings.start() + (long) clock);
        long tsRecv = Math.max(received[venue], atResolution(tsEvent + latency(venue)));
        received[venue] = tsRecv;
        cents[symbol] = Math.max(100, cents[symbol] + random.nextInt(3) - 1);
        do {
            long size = size();
            tradeIds[venue]++;
            sequences[venue] += 1 + random.nextInt(20);
            long sequence = settings.sequences() == Sequences.PER_VENUE ? sequences[venue] : 0;
            underway.add(new Trade(
                    symbols[symbol],
                    VENUES[venue],
                    tsEvent,
                    tsRecv,
                    0,
                    cents[symbol] * CENT,
                    size * SHARE,
                    side,
                    sequence,
                    Long.toString(tradeIds[venue]),
                    conditions(size, sweep)));
            if (sweep && random.nextInt(4) == 0) {
                cents[symbol] = Math.max(100, cents[symbol] + step);
            }
        } while (random.nextDouble() >= 1 / settings.meanFills());
    }

    private static long id(Trade trade) {
        return Long.parseLong(trade.tradeId());
    }

    private int pickSymbol() {
        double chance = random.nextDouble();
        int low = 0;
        int high = activity.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (activity[middle] > chance) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int pickVenue() {
        int chance = random.nextInt(100);
        int venue = 0;
        while (VENUE_SHARES[venue] <= chance) {
            venue++;
        }
        return venue;
    }

    private Side pickSide() {
        int chance = random.nextInt(20);
        if (chance < 9) {
            return Side.BUY;
        }
        return chance < 18 ? Side.SELL : Side.NONE;
    }

    /** Half of all trades are odd lots, and most of the rest one round lot. */
    private long size() {
        int chance = random.nextInt(100);
        if (chance < 50) {
            int below = 1 + random.nextInt(99);
            return 1L + random.nextInt(below);
        }
        if (chance < 80) {
            return 100;
        }
        return chance < 95 ? 100L * (1 + random.nextInt(10)) : 100 + random.nextInt(5_000);
    }

    private static String conditions(long size, boolean sweep) {
        if (size < 100) {
            return sweep ? "FI" : "I";
        }
        return sweep ? "F" : "";
    }

    private long latency(int venue) {
        double median = 150_000 + 50_000.0 * venue;
        return (long) (median * Math.exp(0.4 * random.nextGaussian()));
    }

    private long atResolution(long nanos) {
        return nanos - Math.floorMod(nanos, settings.resolution());
    }

    private static String[] symbols(int count, Random random) {
        Set<String> symbols = new LinkedHashSet<>();
        while (symbols.size() < count) {
            // One symbol in ten has two letters, three in ten have three, six have four.
            int chance = random.nextInt(10);
            int length = count > 26 * 26 / 10 ? 3 : 2;
            if (chance >= 1) {
                length = chance < 4 ? 3 : 4;
            }
            StringBuilder symbol = new StringBuilder();
            for (int i = 0; i < length; i++) {
                symbol.append((char) ('A' + random.nextInt(26)));
            }
            symbols.add(symbol.toString());
        }
        return symbols.toArray(new String[0]);
    }

    private static double[] zipf(int count) {
        double[] sums = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        for (int i = 0; i < count; i++) {
            sums[i] /= sum;
        }
        return sums;
    }
}
