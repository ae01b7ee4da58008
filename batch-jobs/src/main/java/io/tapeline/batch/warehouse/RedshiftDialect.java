package io.tapeline.batch.warehouse;

import static java.util.Objects.requireNonNull;

import io.tapeline.batch.lake.TradingDate;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Amazon Redshift: rows go through Parquet files under a prefix of our own, which {@code COPY} reads; never through the
 * files of an Iceberg table, of which some may not be current. Tables are distributed and sorted.
 *
 * <p>Redshift has no advisory locks: the claim is a lock on a table, in a transaction that stays open, so one night runs
 * at a time, whatever its dates.
 */
final class RedshiftDialect implements Dialect {
    private static final String CLAIM = WarehouseTable.SCHEMA + ".batch_claim";
    private static final int CLAIM_MILLIS = 5_000;
    private static final String CANCELLED = "57014";

    private final String stagingPrefix;
    private final String role;

    /**
     * The dialect.
     *
     * @param stagingPrefix an S3 address that nothing else writes under, such as {@code s3://bucket/staging}
     * @param role ARN of the role with which Redshift reads it
     */
    RedshiftDialect(String stagingPrefix, String role) {
        this.stagingPrefix = requireNonNull(stagingPrefix, "stagingPrefix is null");
        this.role = requireNonNull(role, "role is null");
    }

    @Override
    public String createTable(WarehouseTable table) {
        // A primary key is not enforced by Redshift: it informs the planner.
        return "CREATE TABLE IF NOT EXISTS " + table.qualified() + " (" + table.columnDefinitions() + ", PRIMARY KEY ("
                + String.join(", ", table.key()) + ")) DISTSTYLE KEY DISTKEY ("
                + table.key().get(0) + ") COMPOUND SORTKEY (" + WarehouseTable.DATE + ", "
                + table.key().get(0) + ")";
    }

    @Override
    public List<String> prepareClaims() {
        return List.of("CREATE TABLE IF NOT EXISTS " + CLAIM + " (claimed BOOLEAN)");
    }

    @Override
    public String createStaging(WarehouseTable table) {
        return "CREATE TEMPORARY TABLE " + table.staging() + " (LIKE " + table.qualified() + ")";
    }

    /** Where the files of a load go. */
    String prefix(WarehouseTable table, String load) {
        return stagingPrefix + "/" + load + "/" + table.name() + "/";
    }

    /** The statement that reads them. */
    String copy(WarehouseTable table, String load) {
        return "COPY " + table.staging() + " (" + String.join(", ", table.columnNames()) + ") FROM '"
                + quoted(prefix(table, load)) + "' IAM_ROLE '" + quoted(role) + "' FORMAT AS PARQUET";
    }

    @Override
    public void fill(Connection connection, WarehouseTable table, Dataset<Row> rows, String load) throws SQLException {
        rows.write().mode("overwrite").parquet(prefix(table, load));
        try (Statement statement = connection.createStatement()) {
            statement.execute(copy(table, load));
        }
    }

    @Override
    public boolean claim(Connection connection, TradingDate date) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET statement_timeout TO " + CLAIM_MILLIS);
            statement.execute(claimStatement());
            statement.execute("SET statement_timeout TO 0");
            return true;
        } catch (SQLException waited) {
            if (CANCELLED.equals(waited.getSQLState())) {
                return false;
            }
            throw waited;
        }
    }

    /** The lock that one night holds at a time. */
    static String claimStatement() {
        return "LOCK " + CLAIM;
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }
}
