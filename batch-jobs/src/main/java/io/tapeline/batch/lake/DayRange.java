package io.tapeline.batch.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;

/**
 * Whole UTC days {@code [startMicros, endMicros)}, as filters. They fall on partition boundaries, so Iceberg answers
 * them from metadata alone.
 *
 * @param startMicros microseconds since the epoch
 * @param endMicros microseconds since the epoch
 */
public record DayRange(long startMicros, long endMicros) {
    /** For Iceberg. */
    public Expression expression(String timeColumn) {
        return Expressions.and(
                Expressions.greaterThanOrEqual(timeColumn, startMicros), Expressions.lessThan(timeColumn, endMicros));
    }

    /** For Spark. */
    public Column column(String timeColumn) {
        return col(timeColumn)
                .geq(expr("timestamp_micros(" + startMicros + "L)"))
                .and(col(timeColumn).lt(expr("timestamp_micros(" + endMicros + "L)")));
    }
}
