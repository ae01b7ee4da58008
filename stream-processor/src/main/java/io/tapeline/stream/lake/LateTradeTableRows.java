package io.tapeline.stream.lake;

import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.stream.bars.LateEvents;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Late trades, corrections and cancels as rows of {@code late_trades}. */
final class LateTradeTableRows implements FlatMapFunction<LateEvents, RowData> {
    private static final long serialVersionUID = 1;
    private static final int COLUMNS = 17;

    @Override
    public void flatMap(LateEvents late, Collector<RowData> out) {
        Slice slice = late.slice();
        for (int row = 0; row < slice.trades().count(); row++) {
            out.collect(trade(slice, row, late.applied()));
        }
        for (TradeCorrection correction : slice.corrections()) {
            out.collect(correction(slice, correction, late.applied()));
        }
        for (TradeCancel cancel : slice.cancels()) {
            out.collect(cancel(slice, cancel, late.applied()));
        }
    }

    static RowData trade(Slice slice, int row, boolean applied) {
        GenericRowData columns = traded(slice.trades().trade(row, slice.tsIngest()), slice);
        return amended(columns, "trade", applied, null, null);
    }

    static RowData correction(Slice slice, TradeCorrection correction, boolean applied) {
        GenericRowData columns = traded(correction.corrected(), slice);
        return amended(columns, "correction", applied, correction.tsOriginal(), correction.tsEvent());
    }

    static RowData cancel(Slice slice, TradeCancel cancel, boolean applied) {
        // What a cancel does not say stays null.
        GenericRowData columns = new GenericRowData(COLUMNS);
        columns.setField(0, Columns.text(cancel.symbol()));
        columns.setField(1, Columns.text(cancel.venue()));
        columns.setField(2, Columns.timestamp(cancel.tsOriginal()));
        columns.setField(3, cancel.tsOriginal());
        columns.setField(5, Columns.timestamp(slice.tsIngest()));
        columns.setField(10, Columns.text(cancel.tradeId()));
        columns.setField(12, slice.bucket());
        return amended(columns, "cancel", applied, cancel.tsOriginal(), cancel.tsEvent());
    }

    private static GenericRowData traded(Trade trade, Slice slice) {
        GenericRowData columns = new GenericRowData(COLUMNS);
        columns.setField(0, Columns.text(trade.symbol()));
        columns.setField(1, Columns.text(trade.venue()));
        columns.setField(2, Columns.timestamp(trade.tsEvent()));
        columns.setField(3, trade.tsEvent());
        columns.setField(4, Columns.timestamp(trade.tsRecv()));
        columns.setField(5, Columns.timestamp(slice.tsIngest()));
        columns.setField(6, Columns.price(trade.price()));
        columns.setField(7, Columns.size(trade.size()));
        columns.setField(8, Columns.text(String.valueOf(trade.side().code())));
        columns.setField(9, trade.sequence());
        columns.setField(10, Columns.text(trade.tradeId()));
        columns.setField(11, Columns.text(trade.conditions()));
        columns.setField(12, slice.bucket());
        return columns;
    }

    private static RowData amended(
            GenericRowData columns, String kind, boolean applied, @Nullable Long tsOriginal, @Nullable Long tsAmended) {
        columns.setField(13, Columns.text(kind));
        columns.setField(14, applied);
        columns.setField(15, tsOriginal);
        columns.setField(16, tsAmended);
        return columns;
    }
}
