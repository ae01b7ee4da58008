package io.tapeline.stream.pipeline;

import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trades of some symbols, walking in price and running ahead in time, a little out of order. */
final class RandomTrades {
    static final long SECOND = 1_000_000_000L;

    private final Random random;
    private final long start;
    private final long[] prices;
    private long count;

    RandomTrades(long seed, long start, int symbols) {
        this.random = new Random(seed);
        this.start = start;
        this.prices = random.longs(symbols, 10_000_000_000L, 900_000_000_000L).toArray();
    }

    /** The next trades, ten milliseconds apart, each up to a second and a half behind its place. */
    List<Trade> next(int trades) {
        List<Trade> made = new ArrayList<>(trades);
        for (int i = 0; i < trades; i++) {
            int symbol = random.nextInt(prices.length);
            prices[symbol] = Math.max(10_000_000, prices[symbol] + (random.nextInt(21) - 10) * 10_000_000L);
            long tsEvent = clock() - random.nextLong(0, 3 * SECOND / 2);
            made.add(new Trade(
                    "SYM" + symbol,
                    symbol % 3 == 0 ? "XNYS" : "XNAS",
                    tsEvent,
                    tsEvent + 1_000_000,
                    0,
                    prices[symbol],
                    random.nextInt(10) == 0 ? 0 : random.nextLong(1, 1_000) * 1_000_000,
                    Side.values()[random.nextInt(3)],
                    count,
                    id(symbol),
                    random.nextInt(5) == 0 ? "@ TI" : ""));
            count++;
        }
        return made;
    }

    /** A quote around each of the trades, now and then without a bid, long ago or far ahead; each of its own sequence. */
    static List<Quote> quotes(List<Trade> trades) {
        List<Quote> quotes = new ArrayList<>(trades.size());
        for (Trade trade : trades) {
            boolean bid = trade.sequence() % 7 != 0;
            long off = switch ((int) (trade.sequence() % 50)) {
                case 0 -> -3_600 * SECOND;
                case 1 -> 3_600 * SECOND;
                default -> 0;
            };
            quotes.add(new Quote(
                    trade.symbol(),
                    trade.venue(),
                    trade.tsEvent() + off,
                    trade.tsRecv(),
                    0,
                    bid ? trade.price() - 1_000_000 : 0,
                    bid ? trade.size() + 1 : 0,
                    trade.price() + 1_000_000,
                    trade.size() + 2,
                    trade.sequence(),
                    trade.conditions()));
        }
        return quotes;
    }

    /** Venues give numeric ids, textual ones, or none. */
    private String id(int symbol) {
        return switch (symbol % 4) {
            case 0 -> "";
            case 1 -> "T" + count;
            default -> Long.toString(count);
        };
    }

    /** The feed's clock at the next trade. */
    long clock() {
        return start + count * 10_000_000L;
    }
}
