package io.tapeline.benchmarks.stream;

import io.tapeline.model.Interval;
import io.tapeline.model.Trade;
import java.util.StringJoiner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
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
import org.apache.flink.util.Collector;

/**
 * What one would write without this project, in SQL. Both make the bars from the same rows; open and close are the first and the
 * last that came.
 */
enum SqlBars {
    /** OHLCV bars of one second, and nothing else. */
    ONE_SECOND("Flink SQL, one second", true) {
        @Override
        Table bars(StreamTableEnvironment tables) {
            return tables.sqlQuery("""
                    SELECT symbol, window_start,
                           FIRST_VALUE(price) AS open_price, MAX(price) AS high_price,
                           MIN(price) AS low_price, LAST_VALUE(price) AS close_price,
                           SUM(size) AS volume, COUNT(*) AS trade_count
                    FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' SECOND))
                    GROUP BY symbol, window_start, window_end
                    """);
        }
    },
    /**
     * The stream function's bars: without duplicates, of all intervals, with exact volume-weighted prices. Each interval is
     * made of the bars of the next finer one. There are no indicators, and nothing is corrected.
     */
    ALL_INTERVALS("Flink SQL, dedup and all intervals", false) {
        @Override
        Table bars(StreamTableEnvironment tables) {
            view(tables, "unique_trades", """
                    SELECT symbol, ts, price AS open_price, price AS high_price, price AS low_price, price AS close_price,
                           size AS volume,
                           CAST(price AS DECIMAL(19, 0)) * CAST(size AS DECIMAL(19, 0)) AS notional,
                           CAST(1 AS BIGINT) AS trade_count
                    FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY symbol, venue, id ORDER BY received) AS occurrence
                          FROM trades)
                    WHERE occurrence = 1
                    """);
            String finer = "unique_trades";
            StringJoiner all = new StringJoiner(" UNION ALL ");
            for (Interval interval : Interval.values()) {
                String bars = "bars_" + interval.code();
                view(tables, bars, ROLL_UP.formatted(finer, interval.nanos() / 1_000_000_000));
                all.add("SELECT '%s', symbol, bar_start, open_price, high_price, low_price, close_price,"
                                .formatted(interval.code())
                        + " volume, notional / volume AS vwap, trade_count FROM " + bars);
                finer = bars;
            }
            return tables.sqlQuery(all.toString());
        }
    };

    private static final String ROLL_UP = """
            SELECT symbol, window_start AS bar_start, window_time AS ts,
                   FIRST_VALUE(open_price) AS open_price, MAX(high_price) AS high_price,
                   MIN(low_price) AS low_price, LAST_VALUE(close_price) AS close_price,
                   SUM(volume) AS volume, SUM(notional) AS notional, SUM(trade_count) AS trade_count
            FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(ts), INTERVAL '%d' SECOND(5)))
            GROUP BY symbol, window_start, window_end, window_time
            """;

    private static final RowType ROW = RowType.of(
            new LogicalType[] {
                new VarCharType(false, VarCharType.MAX_LENGTH),
                new VarCharType(false, VarCharType.MAX_LENGTH),
                new BigIntType(false),
                new TimestampType(false, 3),
                new BigIntType(false),
                new BigIntType(false)
            },
            new String[] {"symbol", "venue", "id", "ts", "price", "size"});

    private final String title;
    /** Whether all its work behind the source is one task's. */
    private final boolean isOneTask;

    SqlBars(String title, boolean isOneTask) {
        this.title = title;
        this.isOneTask = isOneTask;
    }

    abstract Table bars(StreamTableEnvironment tables);

    private static void view(StreamTableEnvironment tables, String name, String query) {
        tables.createTemporaryView(name, tables.sqlQuery(query));
    }

    /** @param tradesPerRecord how many trades the source sends out together */
    void run(long seed, long trades, int tradesPerRecord) throws Exception {
        long records = trades / tradesPerRecord;
        long warmUp = records / 4;
        Stopwatch.reset();
        StreamExecutionEnvironment env = StreamBenchmark.environment();
        DataStream<RowData> rows = env.fromSource(
                        StreamBenchmark.numbers(warmUp + records), WatermarkStrategy.noWatermarks(), "records")
                .flatMap(RowReplay.of(seed, warmUp, tradesPerRecord))
                .returns(InternalTypeInfo.of(ROW));
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.createTemporaryView(
                "trades",
                rows,
                Schema.newBuilder()
                        .column("symbol", DataTypes.STRING().notNull())
                        .column("venue", DataTypes.STRING().notNull())
                        .column("id", DataTypes.BIGINT().notNull())
                        .column("ts", DataTypes.TIMESTAMP(3).notNull())
                        .column("price", DataTypes.BIGINT().notNull())
                        .column("size", DataTypes.BIGINT().notNull())
                        .columnByExpression("received", "PROCTIME()")
                        .watermark("ts", "ts - INTERVAL '2' SECOND")
                        .build());
        Table bars = bars(tables);
        tables.toDataStream(bars).sinkTo(new Stopwatch<>());
        env.execute();
        String fed = title + (tradesPerRecord == 1 ? ", a trade a record" : "");
        StreamBenchmark.report(fed, records * tradesPerRecord, isOneTask);
    }

    /** The trades of some records again and again, each round later in time. */
    private static final class RowReplay implements FlatMapFunction<Long, RowData> {
        private static final long serialVersionUID = 1;
        private static final int RECORDS = 500;

        private static StringData[] symbols = {};
        private static StringData[] venues = {};
        private static Trade[] trades = {};
        private static long roundMillis;

        private final long warmUp;
        private final int tradesPerRecord;

        private RowReplay(long warmUp, int tradesPerRecord) {
            this.warmUp = warmUp;
            this.tradesPerRecord = tradesPerRecord;
        }

        private static RowReplay of(long seed, long warmUp, int tradesPerRecord) {
            trades = StreamBenchmark.trades(seed, RECORDS);
            symbols = new StringData[trades.length];
            venues = new StringData[trades.length];
            for (int i = 0; i < trades.length; i++) {
                symbols[i] = StringData.fromString(trades[i].symbol());
                venues[i] = StringData.fromString(trades[i].venue());
            }
            roundMillis = (trades[trades.length - 1].tsRecv() - trades[0].tsRecv()) / 1_000_000;
            return new RowReplay(warmUp, tradesPerRecord);
        }

        @Override
        public void flatMap(Long record, Collector<RowData> out) {
            if (record == warmUp) {
                Stopwatch.start();
            }
            long first = record * tradesPerRecord;
            int from = (int) (first % trades.length);
            for (int at = from; at < from + tradesPerRecord; at++) {
                out.collect(row(at, first / trades.length));
            }
        }

        private static RowData row(int at, long round) {
            Trade trade = trades[at];
            long millis = trade.tsEvent() / 1_000_000 + round * roundMillis;
            long id = Long.parseLong(trade.tradeId()) + round * SliceReplay.IDS_PER_ROUND;
            return GenericRowData.of(
                    symbols[at], venues[at], id, TimestampData.fromEpochMillis(millis), trade.price(), trade.size());
        }
    }
}
