package io.tapeline.batch.rebuild;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import io.tapeline.batch.lake.DayRange;
import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.rebuild.TradeEvent.Kind;
import io.tapeline.batch.run.Inputs;
import io.tapeline.lake.LakeTables;
import io.tapeline.model.TradeKey;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF7;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * All that was said of a date's trades, as rows that become {@link TradeEvent}s: the trades of the date, the late ones,
 * and the amendments of either. A correction may have moved a trade to this date from the day before or after; such a
 * trade comes with its whole story.
 */
final class TradeEvents {
    /** How many days to either side of the date late_trades is read, for amendments that moved a trade. */
    static final int DAYS_AROUND = 1;

    /** What a trade is known by over several days, on which a venue may use an id again. */
    private static final String[] STORY = {"symbol", "venue", "trade_id", "ts_first"};

    private static final UserDefinedFunction KEY = udf(
            (UDF7<String, String, String, Long, @Nullable Long, @Nullable BigDecimal, @Nullable BigDecimal, byte[]>)
                    TradeEvents::key,
            DataTypes.BinaryType);

    private TradeEvents() {}

    /**
     * The rows, with the columns that {@link #event} reads.
     *
     * @param inputs of the step: trades of the date, late_trades of the days around it
     */
    static Dataset<Row> of(Lake lake, TradingDate date, Inputs inputs) {
        Dataset<Row> trades = lake.read(LakeTables.TRADES, inputs.table(LakeTables.TRADES.name()));
        if (inputs.table(LakeTables.LATE_TRADES.name()).rows() == 0) {
            return keyed(reported(trades, date.range()));
        }
        DayRange around = date.around(DAYS_AROUND);
        Dataset<Row> late =
                late(lake.read(LakeTables.LATE_TRADES, inputs.table(LakeTables.LATE_TRADES.name())), around);
        Column ofDate = within("ts_first", date);
        Dataset<Row> movedHere = late.filter(col("kind").equalTo(Kind.CORRECTION.name()))
                .filter(within("ts_event_ns", date).and(not(ofDate)))
                .select("symbol", "venue", "trade_id", "ts_first")
                .distinct();
        if (movedHere.isEmpty()) {
            return keyed(reported(trades, date.range()).unionByName(late.filter(ofDate)));
        }
        return keyed(reported(trades, around)
                .unionByName(late)
                .join(movedHere.withColumn("moved_here", lit(true)), STORY, "left")
                .filter(ofDate.or(col("moved_here").isNotNull())));
    }

    /** The order in which {@link TradeResolver} is to see the rows of a symbol. */
    static Column[] order() {
        return new Column[] {
            col("key"), col("amends"), col("said_at"), col("ingested_at"), col("kind"), col("price"), col("size")
        };
    }

    /** The event of a row. */
    static TradeEvent event(Row row) {
        ByteBuffer key = ByteBuffer.wrap(row.<byte[]>getAs("key"));
        return new TradeEvent(
                Kind.valueOf(row.getAs("kind")),
                key.getLong(),
                key.getLong(),
                row.<Long>getAs("ts_first"),
                row.<Long>getAs("ts_event_ns"),
                row.<Long>getAs("sequence"),
                unscaled(row.getAs("price")),
                unscaled(row.getAs("size")));
    }

    private static Dataset<Row> reported(Dataset<Row> trades, DayRange days) {
        return trades.filter(days.column("ts_event"))
                .select(
                        col("symbol"),
                        col("venue"),
                        col("trade_id"),
                        lit(Kind.TRADE.name()).as("kind"),
                        lit(0).as("amends"),
                        // The archive's own rows go before late ones: the stream's bars hold them.
                        lit(0L).as("said_at"),
                        unix_micros(col("ts_ingest")).as("ingested_at"),
                        col("ts_event_ns").as("ts_first"),
                        col("ts_event_ns"),
                        col("sequence"),
                        col("price"),
                        col("size"));
    }

    private static Dataset<Row> late(Dataset<Row> late, DayRange days) {
        Column amends = col("kind").notEqual("trade");
        return late.filter(days.column("ts_event"))
                .select(
                        col("symbol"),
                        col("venue"),
                        col("trade_id"),
                        when(amends, upper(col("kind")))
                                .otherwise(lit(Kind.LATE.name()))
                                .as("kind"),
                        when(amends, lit(1)).otherwise(lit(0)).as("amends"),
                        when(amends, coalesce(col("ts_amended_ns"), lit(0L)))
                                .otherwise(lit(1L))
                                .as("said_at"),
                        unix_micros(col("ts_ingest")).as("ingested_at"),
                        coalesce(col("ts_original_ns"), col("ts_event_ns")).as("ts_first"),
                        col("ts_event_ns"),
                        coalesce(col("sequence"), lit(0L)).as("sequence"),
                        col("price"),
                        col("size"));
    }

    private static Dataset<Row> keyed(Dataset<Row> rows) {
        return rows.withColumn(
                "key",
                KEY.apply(
                        col("venue"),
                        col("symbol"),
                        col("trade_id"),
                        col("ts_event_ns"),
                        col("sequence"),
                        col("price"),
                        col("size")));
    }

    private static byte[] key(
            String venue,
            String symbol,
            String tradeId,
            Long tsEvent,
            @Nullable Long sequence,
            @Nullable BigDecimal price,
            @Nullable BigDecimal size) {
        TradeKey key = TradeKey.of(
                venue, symbol, tradeId, tsEvent, sequence == null ? 0 : sequence, unscaled(price), unscaled(size));
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(key.high())
                .putLong(key.low())
                .array();
    }

    /** The fixed-point long of a decimal of the table's scale; 0 for the missing ones of a cancel. */
    private static long unscaled(@Nullable BigDecimal value) {
        return value == null ? 0 : value.unscaledValue().longValueExact();
    }

    private static Column within(String nanosColumn, TradingDate date) {
        return col(nanosColumn).geq(date.startNanos()).and(col(nanosColumn).lt(date.endNanos()));
    }
}
