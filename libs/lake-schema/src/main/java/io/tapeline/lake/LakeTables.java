package io.tapeline.lake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Every table of the lake. Prices are decimals with nine places, sizes with eight, as the fixed-point longs they come
 * from; timestamps are UTC in microseconds, and a nanosecond clock stands beside them as a long where it matters.
 *
 * <p>Tables that the stream writes are append-only: of the rows with one (symbol, interval, ts_start) readers take the
 * highest {@code revision}.
 */
public final class LakeTables {
    public static final Namespace NAMESPACE = Namespace.of("market");

    private static final Types.TimestampType TIMESTAMP = Types.TimestampType.withZone();
    private static final Types.DecimalType PRICE = Types.DecimalType.of(19, 9);
    private static final Types.DecimalType SIZE = Types.DecimalType.of(19, 8);
    private static final Types.DecimalType VOLUME = Types.DecimalType.of(38, 8);
    private static final Types.DecimalType NOTIONAL = Types.DecimalType.of(38, 17);

    /** A day of them, at the stream's interval of five seconds. */
    private static final int CHECKPOINTS_BETWEEN_EMPTY_COMMITS = 17_280;

    /** Each accepted trade, once. */
    public static final LakeTable TRADES = tradeTable(
            "trades",
            new Schema(
                    required(1, "symbol", Types.StringType.get(), "what was traded"),
                    required(2, "venue", Types.StringType.get(), "MIC or exchange name"),
                    required(3, "ts_event", TIMESTAMP, "exchange clock, to the microsecond"),
                    required(4, "ts_event_ns", Types.LongType.get(), "exchange clock, nanoseconds since the epoch"),
                    required(5, "ts_recv", TIMESTAMP, "when the publisher saw it"),
                    required(6, "ts_ingest", TIMESTAMP, "when Tapeline took it in"),
                    required(7, "price", PRICE, "price"),
                    required(8, "size", SIZE, "quantity; 0 where the venue printed 0"),
                    required(9, "side", Types.StringType.get(), "aggressor: B buyer, A seller, N not known"),
                    required(10, "sequence", Types.LongType.get(), "venue's sequence number; 0 if none"),
                    required(11, "trade_id", Types.StringType.get(), "venue's trade id; empty if none"),
                    required(12, "conditions", Types.StringType.get(), "sale conditions; empty if none"),
                    required(13, "bucket", Types.IntegerType.get(), "the symbol's bucket on the stream")));

    /**
     * What came too late for the bars of the stream, and every correction and cancel whether or not the stream could
     * apply it: the nightly rebuild applies them all.
     */
    public static final LakeTable LATE_TRADES = tradeTable(
            "late_trades",
            new Schema(
                    required(1, "symbol", Types.StringType.get(), "what was traded"),
                    required(2, "venue", Types.StringType.get(), "MIC or exchange name"),
                    required(3, "ts_event", TIMESTAMP, "exchange clock of the trade, to the microsecond"),
                    required(4, "ts_event_ns", Types.LongType.get(), "exchange clock, nanoseconds since the epoch"),
                    optional(5, "ts_recv", TIMESTAMP, "when the publisher saw it; null for a cancel"),
                    required(6, "ts_ingest", TIMESTAMP, "when Tapeline took it in"),
                    optional(7, "price", PRICE, "price; null for a cancel"),
                    optional(8, "size", SIZE, "quantity; null for a cancel"),
                    optional(9, "side", Types.StringType.get(), "aggressor: B, A or N; null for a cancel"),
                    optional(10, "sequence", Types.LongType.get(), "venue's sequence number; null for a cancel"),
                    required(11, "trade_id", Types.StringType.get(), "venue's trade id; empty if none"),
                    optional(12, "conditions", Types.StringType.get(), "sale conditions; null for a cancel"),
                    required(13, "bucket", Types.IntegerType.get(), "the symbol's bucket on the stream"),
                    required(14, "kind", Types.StringType.get(), "trade, correction or cancel"),
                    required(15, "applied", Types.BooleanType.get(), "whether the stream's bars hold it"),
                    optional(16, "ts_original_ns", Types.LongType.get(), "ts_event_ns of the trade amended"),
                    optional(17, "ts_amended_ns", Types.LongType.get(), "exchange clock of the correction or cancel")));

    /** Each quote of each batch, once, whenever it comes. */
    public static final LakeTable QUOTES = tradeTable(
            "quotes",
            new Schema(
                    required(1, "symbol", Types.StringType.get(), "what is quoted"),
                    required(2, "venue", Types.StringType.get(), "MIC or exchange name"),
                    required(3, "ts_event", TIMESTAMP, "exchange clock, to the microsecond"),
                    required(4, "ts_event_ns", Types.LongType.get(), "exchange clock, nanoseconds since the epoch"),
                    required(5, "ts_recv", TIMESTAMP, "when the publisher saw it"),
                    required(6, "ts_ingest", TIMESTAMP, "when Tapeline took it in"),
                    optional(7, "bid_price", PRICE, "best bid; null if there is none"),
                    optional(8, "bid_size", SIZE, "quantity bid; null if there is no bid"),
                    optional(9, "ask_price", PRICE, "best ask; null if there is none"),
                    optional(10, "ask_size", SIZE, "quantity asked; null if there is no ask"),
                    required(11, "sequence", Types.LongType.get(), "venue's sequence number; 0 if none"),
                    required(12, "conditions", Types.StringType.get(), "quote conditions; empty if none"),
                    required(13, "bucket", Types.IntegerType.get(), "the symbol's bucket on the stream")));

    /** Bars of all intervals: those of the stream, and the nightly rebuild's where they differ. */
    public static final LakeTable BARS = barTable(
            "bars",
            new Schema(
                    required(1, "symbol", Types.StringType.get(), "what was traded, over all venues"),
                    required(2, "interval", Types.StringType.get(), "1s, 1m, 5m, 15m, 1h or 1d"),
                    required(3, "ts_start", TIMESTAMP, "start, inclusive"),
                    required(4, "ts_end", TIMESTAMP, "end, exclusive"),
                    required(5, "open", PRICE, "first price"),
                    required(6, "high", PRICE, "highest price"),
                    required(7, "low", PRICE, "lowest price"),
                    required(8, "close", PRICE, "last price"),
                    required(9, "volume", VOLUME, "exact sum of sizes"),
                    required(10, "notional", NOTIONAL, "exact sum of price times size"),
                    optional(11, "vwap", PRICE, "notional / volume, half-even; null without volume"),
                    required(
                            12,
                            "trade_count",
                            Types.LongType.get(),
                            "how many trades; 0, as the prices, when all were cancelled"),
                    required(13, "revision", Types.IntegerType.get(), "readers take the highest"),
                    required(14, "is_final", Types.BooleanType.get(), "whether event time had passed the end"),
                    required(15, "source", Types.StringType.get(), "stream or nightly"),
                    required(16, "bucket", Types.IntegerType.get(), "the symbol's bucket on the stream")));

    /** One row of indicators for each bar of each interval. */
    public static final LakeTable INDICATORS = barTable(
            "indicators",
            new Schema(
                    required(1, "symbol", Types.StringType.get(), "as in bars"),
                    required(2, "interval", Types.StringType.get(), "as in bars"),
                    required(3, "ts_start", TIMESTAMP, "as in bars"),
                    required(4, "revision", Types.IntegerType.get(), "readers take the highest"),
                    optional(5, "sma_20", Types.DoubleType.get(), "simple moving average of 20 closes"),
                    optional(6, "ema_12", Types.DoubleType.get(), "exponential moving average of 12 closes"),
                    optional(7, "ema_26", Types.DoubleType.get(), "exponential moving average of 26 closes"),
                    optional(8, "rsi_14", Types.DoubleType.get(), "relative strength index, Wilder"),
                    optional(9, "macd", Types.DoubleType.get(), "MACD 12/26 line"),
                    optional(10, "macd_signal", Types.DoubleType.get(), "EMA 9 of the MACD line"),
                    optional(11, "macd_histogram", Types.DoubleType.get(), "MACD line less its signal"),
                    optional(12, "bollinger_upper", Types.DoubleType.get(), "middle plus two deviations"),
                    optional(13, "bollinger_middle", Types.DoubleType.get(), "simple moving average of 20 closes"),
                    optional(14, "bollinger_lower", Types.DoubleType.get(), "middle less two deviations"),
                    optional(15, "atr_14", Types.DoubleType.get(), "average true range, Wilder"),
                    required(16, "bucket", Types.IntegerType.get(), "the symbol's bucket on the stream")));

    /** Records of the stream that could not be read, with their bytes. */
    public static final LakeTable DEAD_LETTERS = streamTable(
            "dead_letters",
            new Schema(
                    required(1, "ts_arrival", TIMESTAMP, "when Kinesis took it"),
                    required(2, "shard_id", Types.StringType.get(), "the record's shard"),
                    required(3, "sequence_number", Types.StringType.get(), "the record's sequence number"),
                    required(4, "reason", Types.StringType.get(), "a code"),
                    required(5, "message", Types.StringType.get(), "what is wrong, in words"),
                    required(6, "bytes", Types.BinaryType.get(), "the record, whole")),
            "ts_arrival",
            0,
            "ts_arrival");

    /** The proven bar of a symbol's day, one row a symbol and date. Written by the nightly batch. */
    public static final LakeTable DAILY_BARS = table(
            "daily_bars",
            new Schema(
                    required(1, "symbol", Types.StringType.get(), "what was traded, over all venues"),
                    required(2, "trading_date", Types.DateType.get(), "UTC date"),
                    required(3, "open", PRICE, "first price"),
                    required(4, "high", PRICE, "highest price"),
                    required(5, "low", PRICE, "lowest price"),
                    required(6, "close", PRICE, "last price"),
                    required(7, "volume", VOLUME, "exact sum of sizes"),
                    required(8, "notional", NOTIONAL, "exact sum of price times size"),
                    optional(9, "vwap", PRICE, "notional / volume, half-even; null without volume"),
                    required(10, "trade_count", Types.LongType.get(), "how many trades")),
            "trading_date",
            0,
            "symbol");

    /** Where the rebuilt bars and the streamed ones differ, bar by bar. Written by the nightly batch. */
    public static final LakeTable BAR_DIFFERENCES = table(
            "bar_differences",
            new Schema(
                    required(1, "trading_date", Types.DateType.get(), "UTC date"),
                    required(2, "symbol", Types.StringType.get(), "as in bars"),
                    required(3, "interval", Types.StringType.get(), "as in bars"),
                    required(4, "ts_start", TIMESTAMP, "as in bars"),
                    required(5, "kind", Types.StringType.get(), "missing, extra or changed, seen from the stream"),
                    optional(6, "streamed_revision", Types.IntegerType.get(), "the stream's highest; null if missing"),
                    optional(7, "streamed", Types.StringType.get(), "the streamed values, as JSON"),
                    optional(8, "rebuilt", Types.StringType.get(), "the rebuilt values, as JSON"),
                    required(9, "run_id", Types.StringType.get(), "the batch run that found it")),
            "trading_date",
            0,
            "symbol",
            "interval",
            "ts_start");

    /** Each step of each nightly run. Written by the nightly batch. */
    public static final LakeTable BATCH_RUNS = table(
            "batch_runs",
            new Schema(
                    required(1, "run_id", Types.StringType.get(), "one run of one trading date"),
                    required(2, "trading_date", Types.DateType.get(), "UTC date"),
                    required(3, "step", Types.StringType.get(), "the step's name"),
                    required(4, "status", Types.StringType.get(), "succeeded, failed or skipped"),
                    required(5, "started_at", TIMESTAMP, "wall clock"),
                    required(6, "ended_at", TIMESTAMP, "wall clock"),
                    required(7, "rows_in", Types.LongType.get(), "rows read"),
                    required(8, "rows_out", Types.LongType.get(), "rows written"),
                    required(9, "input_snapshots", Types.StringType.get(), "snapshot ids read, as JSON by table"),
                    optional(10, "message", Types.StringType.get(), "the error of a failed step, a note otherwise")),
            "trading_date",
            0,
            "trading_date",
            "run_id",
            "started_at");

    /** All of them, those of the stream first. */
    public static final List<LakeTable> ALL = List.of(
            TRADES, LATE_TRADES, QUOTES, BARS, INDICATORS, DEAD_LETTERS, DAILY_BARS, BAR_DIFFERENCES, BATCH_RUNS);

    /** Those that the stream job writes, and creates when they are missing. */
    public static final List<LakeTable> STREAM = List.of(TRADES, LATE_TRADES, QUOTES, BARS, INDICATORS, DEAD_LETTERS);

    /** Those that the nightly batch writes, and creates when they are missing. */
    public static final List<LakeTable> BATCH = List.of(DAILY_BARS, BAR_DIFFERENCES, BATCH_RUNS);

    private LakeTables() {}

    private static LakeTable tradeTable(String name, Schema schema) {
        return streamTable(name, schema, "ts_event", 8, "symbol", "ts_event_ns", "sequence");
    }

    private static LakeTable barTable(String name, Schema schema) {
        return streamTable(name, schema, "ts_start", 4, "interval", "symbol", "ts_start");
    }

    /** A table that Flink's sink commits to with every checkpoint that has rows for it. */
    private static LakeTable streamTable(
            String name, Schema schema, String timeColumn, int symbolBuckets, String... sortColumns) {
        LakeTable table = table(name, schema, timeColumn, symbolBuckets, sortColumns);
        Map<String, String> properties = new HashMap<>(table.properties());
        // Iceberg's default is 10: with checkpoints every five seconds that would be 1,728 snapshots a day of a table
        // in
        // which nothing happens. Recovery does not need them: a checkpoint without files has nothing to commit twice.
        properties.put("flink.max-continuous-empty-commits", Integer.toString(CHECKPOINTS_BETWEEN_EMPTY_COMMITS));
        return new LakeTable(table.identifier(), table.schema(), table.spec(), table.order(), properties);
    }

    /** A table split by the day of a time column and, where there are any, by buckets of the symbol. */
    private static LakeTable table(
            String name, Schema schema, String timeColumn, int symbolBuckets, String... sortColumns) {
        PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
        if (schema.findType(timeColumn).equals(Types.DateType.get())) {
            spec.identity(timeColumn);
        } else {
            spec.day(timeColumn);
        }
        if (symbolBuckets > 0) {
            spec.bucket("symbol", symbolBuckets);
        }
        SortOrder.Builder order = SortOrder.builderFor(schema);
        for (String column : sortColumns) {
            order.asc(column);
        }
        return new LakeTable(
                TableIdentifier.of(NAMESPACE, name),
                schema,
                spec.build(),
                order.build(),
                Map.of(
                        "format-version", "2",
                        "write.format.default", "parquet",
                        "write.parquet.compression-codec", "zstd",
                        "write.distribution-mode", "none",
                        // A stream commits every few seconds: keep the metadata log short, the snapshots for days.
                        "write.metadata.delete-after-commit.enabled", "true",
                        "write.metadata.previous-versions-max", "50",
                        "history.expire.max-snapshot-age-ms", "432000000"));
    }

    private static NestedField required(int id, String name, Type type, String doc) {
        return NestedField.required(id, name, type, doc);
    }

    private static NestedField optional(int id, String name, Type type, String doc) {
        return NestedField.optional(id, name, type, doc);
    }
}
