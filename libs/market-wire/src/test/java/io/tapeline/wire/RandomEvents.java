package io.tapeline.wire;

import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Batches that no market sends: extremes, odd texts, every mix of kinds. */
final class RandomEvents {
    static final BatchHeader HEADER =
            new BatchHeader("ingest-1", 7, 0, 255, 42, 1_767_623_400_123_456_789L, 1_767_623_400_123_999_999L);

    private static final long[] EXTREMES = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        -1_000_000_000L,
        -1,
        0,
        1,
        1_000,
        1_767_623_400_000_000_000L,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };
    private static final String[] TEXTS = {
        "", "A", "AAPL", "BTC-USD", "ÄÖÜ", "東京", "😀", "\0", "x".repeat(255), "é".repeat(127)
    };
    private static final String[] IDS = {
        "", "0", "1", "42", "999999999999999999", "1000000000000000000", "007", "-1", "a1b2", "9".repeat(255), "trade-ß"
    };

    record Events(
            List<Trade> trades, List<TradeCorrection> corrections, List<TradeCancel> cancels, List<Quote> quotes) {
        int count() {
            return trades.size() + corrections.size() + cancels.size() + quotes.size();
        }

        void addTo(BatchEncoder encoder) {
            trades.forEach(encoder::add);
            corrections.forEach(encoder::add);
            cancels.forEach(encoder::add);
            quotes.forEach(encoder::add);
        }
    }

    private RandomEvents() {}

    static Events next(Random random) {
        Style style = new Style(random);
        List<Trade> trades = list(random, 40, style::trade);
        List<TradeCorrection> corrections = new ArrayList<>();
        List<TradeCancel> cancels = new ArrayList<>();
        List<Quote> quotes = new ArrayList<>();
        if (random.nextBoolean()) {
            corrections = list(random, 4, style::correction);
            cancels = list(random, 4, style::cancel);
            quotes = list(random, 4, style::quote);
        }
        return new Events(trades, corrections, cancels, quotes);
    }

    /** The trade as it comes out: with the batch's ts_ingest. */
    static Trade ingested(Trade trade, BatchHeader header) {
        return new Trade(
                trade.symbol(),
                trade.venue(),
                trade.tsEvent(),
                trade.tsRecv(),
                header.tsIngest(),
                trade.price(),
                trade.size(),
                trade.side(),
                trade.sequence(),
                trade.tradeId(),
                trade.conditions());
    }

    private static <T> List<T> list(Random random, int bound, java.util.function.Supplier<T> supplier) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(bound); i > 0; i--) {
            list.add(supplier.get());
        }
        return list;
    }

    /** A batch is of one style, so that constant columns and common units occur as well as chaos. */
    private static final class Style {
        private final Random random;
        private final long[] units;
        private final int variety;

        Style(Random random) {
            this.random = random;
            this.units = new long[] {1, 1, 1_000, 1_000_000_000L, 10_000_000L};
            this.variety = 1 + random.nextInt(10);
        }

        Trade trade() {
            return new Trade(
                    symbol(),
                    text(TEXTS),
                    time(),
                    time(),
                    0,
                    positive(),
                    amount(),
                    side(),
                    amount(),
                    text(IDS),
                    text(TEXTS));
        }

        TradeCorrection correction() {
            Trade trade = ingested(trade(), HEADER);
            String id = trade.tradeId().isEmpty() ? "1" : trade.tradeId();
            return new TradeCorrection(
                    time(),
                    time(),
                    new Trade(
                            trade.symbol(),
                            trade.venue(),
                            trade.tsEvent(),
                            trade.tsRecv(),
                            trade.tsIngest(),
                            trade.price(),
                            trade.size(),
                            trade.side(),
                            trade.sequence(),
                            id,
                            trade.conditions()));
        }

        TradeCancel cancel() {
            String id = text(IDS);
            return new TradeCancel(symbol(), text(TEXTS), id.isEmpty() ? "1" : id, time(), time(), HEADER.tsIngest());
        }

        Quote quote() {
            return new Quote(
                    symbol(),
                    text(TEXTS),
                    time(),
                    time(),
                    HEADER.tsIngest(),
                    amount(),
                    amount(),
                    amount(),
                    amount(),
                    amount(),
                    text(TEXTS));
        }

        private String symbol() {
            return random.nextInt(3) == 0 ? TEXTS[1 + random.nextInt(TEXTS.length - 1)] : "S" + random.nextInt(variety);
        }

        private String text(String[] of) {
            return of[random.nextInt(Math.min(variety, of.length))];
        }

        private Side side() {
            return Side.values()[random.nextInt(3)];
        }

        private long time() {
            return switch (random.nextInt(variety) / 3) {
                case 0 -> 1_767_623_400_000_000_000L + random.nextInt(1_000) * unit();
                case 1 -> random.nextLong() >> random.nextInt(64);
                default -> EXTREMES[random.nextInt(EXTREMES.length)];
            };
        }

        private long amount() {
            return time() & Long.MAX_VALUE;
        }

        private long positive() {
            return Math.max(1, amount());
        }

        private long unit() {
            return units[variety % units.length];
        }
    }
}
