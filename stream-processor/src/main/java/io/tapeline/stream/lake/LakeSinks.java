package io.tapeline.stream.lake;

import static java.util.Objects.requireNonNull;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import io.tapeline.model.Slice;
import io.tapeline.stream.bars.LateEvents;
import io.tapeline.stream.source.DeadLetter;
import io.tapeline.stream.types.BarUpdate;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.iceberg.DistributionMode;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.sink.FlinkSink;

/**
 * The Iceberg tables that the stream appends to, each row exactly once: files are committed with the checkpoint that
 * covers them. The tables must be there.
 */
public final class LakeSinks {
    private final LakeCatalog catalog;

    public LakeSinks(LakeCatalog catalog) {
        this.catalog = requireNonNull(catalog, "catalog is null");
        WriteResultTypeFactory.register();
    }

    /** Accepted trades to {@code trades}. */
    public void trades(DataStream<Slice> accepted) {
        append(rows(accepted, new TradeTableRows(), LakeTables.TRADES), LakeTables.TRADES);
    }

    /** Late trades, corrections and cancels to {@code late_trades}. */
    public void lateTrades(DataStream<LateEvents> late) {
        append(rows(late, new LateTradeTableRows(), LakeTables.LATE_TRADES), LakeTables.LATE_TRADES);
    }

    /** Quotes to {@code quotes}. */
    public void quotes(DataStream<Slice> quotes) {
        append(rows(quotes, new QuoteTableRows(), LakeTables.QUOTES), LakeTables.QUOTES);
    }

    /** Bars to {@code bars}. */
    public void bars(DataStream<BarUpdate> bars) {
        append(rows(bars, new BarTableRows(), LakeTables.BARS), LakeTables.BARS);
    }

    /** Indicators to {@code indicators}. */
    public void indicators(DataStream<IndicatorRow> indicators) {
        append(rows(indicators, new IndicatorTableRows(), LakeTables.INDICATORS), LakeTables.INDICATORS);
    }

    /** Unreadable records to {@code dead_letters}. */
    public void deadLetters(DataStream<DeadLetter> deadLetters) {
        append(rows(deadLetters, new DeadLetterTableRows(), LakeTables.DEAD_LETTERS), LakeTables.DEAD_LETTERS);
    }

    private static <T> DataStream<RowData> rows(
            DataStream<T> elements, FlatMapFunction<T, RowData> conversion, LakeTable table) {
        return elements.flatMap(conversion, rowType(table))
                .uid(table.name() + "-rows")
                .name(table.name() + " rows");
    }

    private static <T> DataStream<RowData> rows(
            DataStream<T> elements, MapFunction<T, RowData> conversion, LakeTable table) {
        return elements.map(conversion, rowType(table))
                .uid(table.name() + "-rows")
                .name(table.name() + " rows");
    }

    private static TypeInformation<RowData> rowType(LakeTable table) {
        return InternalTypeInfo.of(FlinkSchemaUtil.convert(table.schema()));
    }

    private void append(DataStream<RowData> rows, LakeTable table) {
        FlinkSink.forRowData(rows)
                .tableLoader(catalog.table(table))
                .distributionMode(DistributionMode.NONE)
                .uidPrefix(table.name())
                .append();
    }
}
