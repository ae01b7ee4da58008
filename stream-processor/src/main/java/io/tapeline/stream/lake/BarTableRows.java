package io.tapeline.stream.lake;

import io.tapeline.model.Bar;
import io.tapeline.model.Buckets;
import io.tapeline.model.Int128;
import io.tapeline.stream.types.BarUpdate;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** Bars as rows of {@code bars}; one that is withdrawn has no trades, and zeros where it had prices. */
final class BarTableRows implements MapFunction<BarUpdate, RowData> {
    private static final long serialVersionUID = 1;
    private static final String SOURCE = "stream";

    @Override
    public RowData map(BarUpdate update) {
        Bar bar = update.bar();
        return GenericRowData.of(
                Columns.text(update.symbol()),
                Columns.text(update.interval().code()),
                Columns.timestamp(update.start()),
                Columns.timestamp(update.end()),
                Columns.price(bar == null ? 0 : bar.open()),
                Columns.price(bar == null ? 0 : bar.high()),
                Columns.price(bar == null ? 0 : bar.low()),
                Columns.price(bar == null ? 0 : bar.close()),
                Columns.volume(bar == null ? Int128.ZERO : bar.volume()),
                Columns.notional(bar == null ? Int128.ZERO : bar.notional()),
                bar == null ? null : bar.vwap().map(Columns::price).orElse(null),
                bar == null ? 0L : bar.tradeCount(),
                update.revision(),
                bar == null || bar.isFinal(),
                Columns.text(SOURCE),
                Buckets.of(update.symbol()));
    }
}
