package io.tapeline.benchmarks.stream;

import io.tapeline.model.Trade;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;

/** What one would write without this project: OHLCV bars of one second, in SQL. No dedup, nothing but that interval. */
final class SqlBars {
    private static final String QUERY = """
            SELECT symbol, window_start,
                   FIRST_VALUE(price) AS open_price, MAX(price) AS high_price,
                   MIN(price) AS low_price, LAST_VALUE(price) AS close_price,
                   SUM(size) AS volume, COUNT(*) AS trade_count
            FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' SECOND))
            GROUP BY symbol, window_start, window_end
            """;

    private static final RowType ROW = RowType.of(
            new LogicalType[] {
                new VarCharType(false, VarCharType.MAX_LENGTH),
                new TimestampType(false, 3),
                new BigIntType(false),
                new BigIntType(false)
            },
            new String[] {"symbol", "ts", "price", "size"});

    private SqlBars() {}

    static double run(long seed, long trades) throws Exception {
        long warmUp = trades / 4;
        Stopwatch.reset();
        StreamExecutionEnvironment env = StreamBenchmark.environment();
        DataStream<RowData> rows = env.fromSource(
                new DataGeneratorSource<>(RowReplay.of(seed, warmUp), warmUp + trades, InternalTypeInfo.of(ROW)),
                WatermarkStrategy.noWatermarks(),
                "rows");
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.createTemporaryView(
                "trades",
                rows,
                Schema.newBuilder()
                        .column("symbol", DataTypes.STRING().notNull())
                        .column("ts", DataTypes.TIMESTAMP(3).notNull())
                        .column("price", DataTypes.BIGINT().notNull())
                        .column("size", DataTypes.BIGINT().notNull())
                        .watermark("ts", "ts - INTERVAL '2' SECOND")
                        .build());
        Table bars = tables.sqlQuery(QUERY);
        tables.toDataStream(bars).sinkTo(new Stopwatch<>());
        env.execute();
        return StreamBenchmark.report("Flink SQL, TUMBLE of one second", trades);
    }

    /** The trades of some records again and again, each round later in time. */
    private static final class RowReplay implements GeneratorFunction<Long, RowData> {
        private static final long serialVersionUID = 1;
        private static final int RECORDS = 500;

        private static StringData[] symbols = {};
        private static Trade[] trades = {};
        private static long roundMillis;

        private final long warmUp;

        private RowReplay(long warmUp) {
            this.warmUp = warmUp;
        }

        private static RowReplay of(long seed, long warmUp) {
            trades = StreamBenchmark.trades(seed, RECORDS);
            symbols = new StringData[trades.length];
            for (int i = 0; i < trades.length; i++) {
                symbols[i] = StringData.fromString(trades[i].symbol());
            }
            roundMillis = (trades[trades.length - 1].tsRecv() - trades[0].tsRecv()) / 1_000_000;
            return new RowReplay(warmUp);
        }

        @Override
        public RowData map(Long index) {
            if (index == warmUp) {
                Stopwatch.start();
            }
            int at = (int) (index % trades.length);
            Trade trade = trades[at];
            long millis = trade.tsEvent() / 1_000_000 + index / trades.length * roundMillis;
            return GenericRowData.of(symbols[at], TimestampData.fromEpochMillis(millis), trade.price(), trade.size());
        }
    }
}
