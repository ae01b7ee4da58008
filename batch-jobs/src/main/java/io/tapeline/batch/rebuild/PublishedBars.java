package io.tapeline.batch.rebuild;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.tapeline.model.Interval;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of {@code bars} as {@link PublishedBar}s. */
final class PublishedBars {
    /** The {@code source} of the stream's rows. */
    static final String STREAM = "stream";
    /** The {@code source} of the nightly batch's rows. */
    static final String NIGHTLY = "nightly";

    private PublishedBars() {}

    /** The rows with the columns that {@link #bar} reads. */
    static Dataset<Row> of(Dataset<Row> bars) {
        Column[] codes = Arrays.stream(Interval.values())
                .map(interval -> lit(interval.code()))
                .toArray(Column[]::new);
        return bars.select(
                col("symbol"),
                col("interval"),
                array_position(array(codes), col("interval")).as("interval_order"),
                unix_micros(col("ts_start")).as("start_us"),
                col("open"),
                col("high"),
                col("low"),
                col("close"),
                col("volume"),
                col("notional"),
                col("vwap"),
                col("trade_count"),
                col("revision"),
                col("is_final"),
                col("source"));
    }

    /** The order of {@link BarKey}, in which the reconciliation is to see the rows of a symbol. */
    static Column[] order() {
        return new Column[] {col("interval_order"), col("start_us")};
    }

    /** The bar of a row. */
    static PublishedBar bar(Row row) {
        BarKey key = new BarKey(Interval.ofCode(row.getAs("interval")), row.<Long>getAs("start_us") * 1_000L);
        BarValues values = new BarValues(
                row.getAs("open"),
                row.getAs("high"),
                row.getAs("low"),
                row.getAs("close"),
                row.getAs("volume"),
                row.getAs("notional"),
                row.getAs("vwap"),
                row.<Long>getAs("trade_count"));
        return new PublishedBar(
                key,
                values,
                row.<Integer>getAs("revision"),
                row.<Boolean>getAs("is_final"),
                STREAM.equals(row.getAs("source")));
    }
}
