package io.tapeline.stream.lake;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Buckets;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** Indicators as rows of {@code indicators}. */
final class IndicatorTableRows implements MapFunction<IndicatorRow, RowData> {
    private static final long serialVersionUID = 1;

    @Override
    public RowData map(IndicatorRow row) {
        return GenericRowData.of(
                Columns.text(row.symbol()),
                Columns.text(row.interval().code()),
                Columns.timestamp(row.start()),
                row.revision(),
                row.sma20(),
                row.ema12(),
                row.ema26(),
                row.rsi14(),
                row.macd(),
                row.macdSignal(),
                row.macdHistogram(),
                row.bollingerUpper(),
                row.bollingerMiddle(),
                row.bollingerLower(),
                row.atr14(),
                Buckets.of(row.symbol()));
    }
}
