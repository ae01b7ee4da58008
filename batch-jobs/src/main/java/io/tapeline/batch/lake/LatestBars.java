package io.tapeline.batch.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.tapeline.model.Interval;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The bars as readers see them: of each the highest revision, without those that were withdrawn. */
public final class LatestBars {
    private LatestBars() {}

    /** Of rows of {@code bars}, the latest of one interval. */
    public static Dataset<Row> of(Dataset<Row> bars, Interval interval) {
        return bars.filter(col("interval").equalTo(interval.code()).and(col("is_final")))
                .groupBy("symbol", "ts_start")
                .agg(expr("max_by(struct(*), revision)").as("bar"))
                .select("bar.*")
                .filter(col("trade_count").gt(0));
    }
}
