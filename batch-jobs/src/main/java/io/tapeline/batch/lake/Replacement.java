package io.tapeline.batch.lake;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tapeline.lake.LakeTable;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Replaces a date of a table that is split by {@code trading_date}, in one commit, and only if that changes anything.
 */
public final class Replacement {
    private final Lake lake;
    private final LakeTable table;
    private final Set<String> besides;

    /**
     * A replacement.
     *
     * @param lake where
     * @param table split by {@code trading_date}
     * @param besides columns that may differ without the rows being other rows, such as the id of a run
     */
    public Replacement(Lake lake, LakeTable table, String... besides) {
        this.lake = requireNonNull(lake, "lake is null");
        this.table = requireNonNull(table, "table is null");
        this.besides = Set.of(besides);
    }

    /**
     * Makes {@code rows} the rows of the date.
     *
     * @param count how many rows there are
     * @return how many rows were written; 0 if they were there already
     */
    public long replace(TradingDate date, Dataset<Row> rows, long count) {
        long before = lake.input(table, date.partition()).rows();
        if (before == count && (count == 0 || same(date, rows))) {
            return 0;
        }
        lake.replace(table, col("trading_date").equalTo(lit(date.date())), rows);
        return count;
    }

    private boolean same(TradingDate date, Dataset<Row> rows) {
        String[] dropped = besides.toArray(String[]::new);
        Dataset<Row> present = lake.read(table)
                .filter(col("trading_date").equalTo(lit(date.date())))
                .drop(dropped);
        // As many rows on both sides: if none of one is missing in the other, they are the same.
        return present.exceptAll(rows.drop(dropped)).isEmpty();
    }
}
