package io.tapeline.stream.lake;

import io.tapeline.model.Slice;
import io.tapeline.model.TradeRows;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;

/** Accepted trades as rows of {@code trades}. */
final class TradeTableRows implements FlatMapFunction<Slice, RowData> {
    private static final long serialVersionUID = 1;

    @Override
    public void flatMap(Slice slice, Collector<RowData> out) {
        int count = slice.trades().count();
        for (int row = 0; row < count; row++) {
            out.collect(row(slice, row));
        }
    }

    static RowData row(Slice slice, int row) {
        TradeRows trades = slice.trades();
        int attribute = trades.attributeIndex(row);
        return GenericRowData.of(
                Columns.text(trades.symbols()[trades.symbolIndex(row)]),
                Columns.text(trades.venues()[attribute]),
                Columns.timestamp(trades.tsEvent(row)),
                trades.tsEvent(row),
                Columns.timestamp(trades.tsRecv(row)),
                Columns.timestamp(slice.tsIngest()),
                Columns.price(trades.price(row)),
                Columns.size(trades.size(row)),
                Columns.text(String.valueOf((char) trades.sides()[attribute])),
                trades.sequence(row),
                Columns.text(trades.tradeId(row)),
                Columns.text(trades.conditions()[attribute]),
                slice.bucket());
    }
}
