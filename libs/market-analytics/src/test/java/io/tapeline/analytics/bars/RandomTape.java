package io.tapeline.analytics.bars;

import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random trades of a few symbols, and their arrival in slices, each trade somewhat late. All from one seed. */
final class RandomTape {
    /** A time with all sorts of bars ending soon: 23:58:30 UTC. */
    static final long START = 1_385_423_910_000_000_000L;

    private static final String[] SYMBOLS = {"BTC-USD", "ETH-USD", "SOL-USD"};

    private final Random random;
    private long nextId;

    RandomTape(long seed) {
        this.random = new Random(seed);
    }

    Random random() {
        return random;
    }

    Trade trade(long tsEvent) {
        String symbol = SYMBOLS[random.nextInt(SYMBOLS.length)];
        long id = nextId++;
        String tradeId = switch (random.nextInt(3)) {
            case 0 -> Long.toString(id);
            case 1 -> "t-" + id;
            default -> "";
        };
        return new Trade(
                symbol,
                random.nextBoolean() ? "XNAS" : "BITSTAMP",
                tsEvent,
                tsEvent,
                0,
                1_000_000_000L * (90 + random.nextInt(20)) + random.nextInt(1_000_000_000),
                random.nextInt(10) == 0 ? 0 : random.nextLong(10_000_000_000L),
                Side.NONE,
                tradeId.isEmpty() ? id : random.nextInt(3),
                tradeId,
                "");
    }

    /** Slices whose clocks run {@code span} on; trades are up to {@code lateness} older than their slice's clock. */
    List<Slice> slices(int count, long span, long lateness) {
        List<Slice> slices = new ArrayList<>();
        long clock = START;
        for (int i = 0; i < count; i++) {
            long step = random.nextLong(2 * span / count);
            clock += random.nextInt(20) == 0 ? step * 10 : step;
            List<Trade> trades = new ArrayList<>();
            int trades0 = random.nextInt(12);
            for (int j = 0; j < trades0; j++) {
                // Whole tenths of a second, so that equal times are common.
                long age = random.nextInt(4) == 0 ? random.nextLong(lateness) : random.nextLong(lateness / 30 + 1);
                trades.add(trade((clock - age) / 100_000_000L * 100_000_000L));
            }
            slices.add(Rows.slice(i + 1, clock, trades));
        }
        return slices;
    }

    /** The slices again, with trades that come again, and corrections and cancels of trades that came before. */
    List<Slice> disturbed(List<Slice> slices, long lateness) {
        List<Trade> known = new ArrayList<>();
        List<Slice> disturbed = new ArrayList<>();
        for (Slice slice : slices) {
            List<Trade> trades = new ArrayList<>(Rows.trades(slice, slice.trades()));
            known.addAll(trades);
            List<TradeCorrection> corrections = new ArrayList<>();
            List<TradeCancel> cancels = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0 && !known.isEmpty(); i--) {
                // Mostly of late, for those are inside the horizon.
                Trade trade = known.get(known.size() - 1 - random.nextInt(Math.min(known.size(), 200)));
                if (random.nextBoolean()) {
                    trades.add(trade);
                } else if (!trade.tradeId().isEmpty() && random.nextBoolean()) {
                    cancels.add(new TradeCancel(
                            trade.symbol(),
                            trade.venue(),
                            trade.tradeId(),
                            trade.tsEvent(),
                            slice.clock(),
                            slice.tsIngest()));
                } else if (!trade.tradeId().isEmpty()) {
                    long tsEvent = random.nextBoolean() ? trade.tsEvent() : slice.clock() - random.nextLong(lateness);
                    corrections.add(
                            new TradeCorrection(trade.tsEvent(), slice.clock(), likeness(trade(tsEvent), trade)));
                }
            }
            disturbed.add(new Slice(
                    slice.bucket(),
                    slice.batchId(),
                    slice.clock(),
                    slice.tsIngest(),
                    Rows.rows(trades),
                    corrections.toArray(TradeCorrection[]::new),
                    cancels.toArray(TradeCancel[]::new)));
        }
        return disturbed;
    }

    private static Trade likeness(Trade content, Trade identity) {
        return new Trade(
                identity.symbol(),
                identity.venue(),
                content.tsEvent(),
                content.tsRecv(),
                content.tsIngest(),
                content.price(),
                content.size(),
                content.side(),
                content.sequence(),
                identity.tradeId(),
                content.conditions());
    }
}
