package io.tapeline.stream;

import io.tapeline.model.Buckets;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Slices of given trades, made without the wire. */
public final class Slices {
    private Slices() {}

    /** A slice of trades of one bucket. */
    public static Slice of(long batchId, long clock, List<Trade> trades) {
        return of(batchId, clock, trades, Slice.NO_CORRECTIONS, Slice.NO_CANCELS);
    }

    /** A slice of trades, corrections and cancels of one bucket; there is at least one trade. */
    public static Slice of(
            long batchId, long clock, List<Trade> trades, TradeCorrection[] corrections, TradeCancel[] cancels) {
        return new Slice(
                Buckets.of(trades.get(0).symbol()),
                batchId,
                clock,
                trades.get(0).tsIngest(),
                rows(trades),
                corrections,
                cancels);
    }

    /** Trades as rows. */
    public static TradeRows rows(List<Trade> trades) {
        Map<String, Integer> symbols = new LinkedHashMap<>();
        Map<List<String>, Integer> attributes = new LinkedHashMap<>();
        Map<String, Integer> textIds = new LinkedHashMap<>();
        byte[] rows = new byte[trades.size() * TradeRows.WIDTH];
        for (int row = 0; row < trades.size(); row++) {
            Trade trade = trades.get(row);
            TradeKey key = TradeKey.of(trade);
            TradeRows.put(
                    rows,
                    row,
                    trade.tsEvent(),
                    trade.tsRecv(),
                    trade.price(),
                    trade.size(),
                    trade.sequence(),
                    key.high(),
                    key.low(),
                    index(symbols, trade.symbol()),
                    index(
                            attributes,
                            List.of(trade.venue(), String.valueOf(trade.side().code()), trade.conditions())),
                    id(trade, textIds));
        }
        List<List<String>> columns = List.copyOf(attributes.keySet());
        byte[] sides = new byte[columns.size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = (byte) columns.get(i).get(1).charAt(0);
        }
        return new TradeRows(
                trades.size(),
                rows,
                symbols.keySet().toArray(String[]::new),
                columns.stream().map(column -> column.get(0)).toArray(String[]::new),
                sides,
                columns.stream().map(column -> column.get(2)).toArray(String[]::new),
                textIds.keySet().toArray(String[]::new));
    }

    private static int id(Trade trade, Map<String, Integer> textIds) {
        if (trade.tradeId().isEmpty()) {
            return TradeRows.NO_ID;
        }
        return TradeKey.numericId(trade.tradeId()) >= 0 ? TradeRows.NUMERIC_ID : index(textIds, trade.tradeId());
    }

    private static <T> int index(Map<T, Integer> dictionary, T value) {
        Integer known = dictionary.get(value);
        if (known != null) {
            return known;
        }
        dictionary.put(value, dictionary.size());
        return dictionary.size() - 1;
    }
}
