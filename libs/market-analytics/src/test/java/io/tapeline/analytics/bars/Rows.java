package io.tapeline.analytics.bars;

import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import java.util.ArrayList;
import java.util.List;

/** Slices of plain trades. */
final class Rows {
    static final int BUCKET = 7;

    private Rows() {}

    static Slice slice(long batchId, long clock, List<Trade> trades) {
        return Slice.ofTrades(BUCKET, batchId, clock, clock, rows(trades));
    }

    static Slice slice(long batchId, long clock, Trade... trades) {
        return slice(batchId, clock, List.of(trades));
    }

    static Slice clock(long clock) {
        return Slice.ofClock(BUCKET, 0, clock, clock);
    }

    static Slice corrections(long batchId, long clock, TradeCorrection... corrections) {
        return new Slice(BUCKET, batchId, clock, clock, TradeRows.EMPTY, corrections, Slice.NO_CANCELS);
    }

    static Slice cancels(long batchId, long clock, TradeCancel... cancels) {
        return new Slice(BUCKET, batchId, clock, clock, TradeRows.EMPTY, Slice.NO_CORRECTIONS, cancels);
    }

    static TradeRows rows(List<Trade> trades) {
        List<String> symbols = new ArrayList<>();
        List<String> textIds = new ArrayList<>();
        int count = trades.size();
        String[] venues = new String[count];
        byte[] sides = new byte[count];
        String[] conditions = new String[count];
        byte[] bytes = new byte[count * TradeRows.WIDTH];
        for (int row = 0; row < count; row++) {
            Trade trade = trades.get(row);
            if (!symbols.contains(trade.symbol())) {
                symbols.add(trade.symbol());
            }
            venues[row] = trade.venue();
            sides[row] = (byte) trade.side().code();
            conditions[row] = trade.conditions();
            int id = TradeRows.NO_ID;
            if (TradeKey.numericId(trade.tradeId()) >= 0) {
                id = TradeRows.NUMERIC_ID;
            } else if (!trade.tradeId().isEmpty()) {
                id = textIds.size();
                textIds.add(trade.tradeId());
            }
            TradeKey key = TradeKey.of(trade);
            TradeRows.put(
                    bytes,
                    row,
                    trade.tsEvent(),
                    trade.tsRecv(),
                    trade.price(),
                    trade.size(),
                    trade.sequence(),
                    key.high(),
                    key.low(),
                    symbols.indexOf(trade.symbol()),
                    row,
                    id);
        }
        return new TradeRows(
                count,
                bytes,
                symbols.toArray(String[]::new),
                venues,
                sides,
                conditions,
                textIds.toArray(String[]::new));
    }

    /** Rows of keys alone, of trades at one time that are alike in all else. */
    static TradeRows ofKeys(List<TradeKey> keys, int id, long tsEvent, long price, long size, long sequence) {
        byte[] bytes = new byte[keys.size() * TradeRows.WIDTH];
        for (int row = 0; row < keys.size(); row++) {
            TradeKey key = keys.get(row);
            TradeRows.put(bytes, row, tsEvent, tsEvent, price, size, sequence, key.high(), key.low(), 0, 0, id);
        }
        return new TradeRows(keys.size(), bytes, TradeRows.EMPTY.dictionary());
    }

    static List<Trade> trades(Slice slice, TradeRows rows) {
        List<Trade> trades = new ArrayList<>();
        for (int row = 0; row < rows.count(); row++) {
            trades.add(rows.trade(row, slice.tsIngest()));
        }
        return trades;
    }
}
