package io.tapeline.local.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * SQL over a database of one machine: the lake through DuckDB, or the warehouse. Bounded in memory: DuckDB gets 256 MB
 * and spills to disk beyond that. For one thread.
 */
public final class LakeSql implements AutoCloseable {
    private final Connection connection;

    private LakeSql(Connection connection) {
        this.connection = connection;
    }

    /**
     * Shows the tables of the lake, as they are now, as views of the same names, and beside them {@code latest_bars}
     * and {@code latest_indicators}, which hold the highest revision of each bar.
     *
     * @throws LakeException if a table cannot be shown
     */
    public static LakeSql lake(Lake lake) {
        try {
            LakeSql sql = new LakeSql(DriverManager.getConnection("jdbc:duckdb:"));
            try {
                sql.showTables(lake);
                return sql;
            } catch (SQLException | RuntimeException e) {
                sql.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new LakeException("the lake cannot be shown: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the warehouse for reading; its tables need no schema before their names.
     *
     * @throws LakeException if it does not answer
     */
    public static LakeSql warehouse(String jdbcUrl) {
        try {
            Connection connection = DriverManager.getConnection(jdbcUrl);
            LakeSql sql = new LakeSql(connection);
            sql.execute("SET search_path TO tapeline, public");
            sql.execute("SET TIME ZONE 'UTC'");
            sql.execute("SET default_transaction_read_only = on");
            return sql;
        } catch (SQLException e) {
            throw new LakeException("the warehouse cannot be opened: " + e.getMessage(), e);
        }
    }

    private void showTables(Lake lake) throws SQLException {
        execute("SET memory_limit = '256MB'");
        execute("SET threads = 2");
        execute("SET TimeZone = 'UTC'");
        List<String> tables = lake.tables();
        for (String table : tables) {
            execute(ViewSql.of(lake.files(table)));
        }
        if (tables.contains("bars")) {
            execute(ViewSql.latestBars());
        }
        if (tables.contains("indicators")) {
            execute(ViewSql.latestIndicators());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Takes the rows of a result. */
    @FunctionalInterface
    public interface Rows<T> {
        T take(ResultSet rows) throws SQLException;
    }

    /**
     * Runs one statement and hands its rows over.
     *
     * @throws LakeException if the statement is wrong, with the database's own words
     */
    public <T> T query(String sql, Rows<T> rows) {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                throw new LakeException("that statement gives no rows");
            }
            try (ResultSet result = statement.getResultSet()) {
                return rows.take(result);
            }
        } catch (SQLException e) {
            throw new LakeException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The one number that {@code sql} gives; 0 if it gives null. */
    public long number(String sql) {
        return query(sql, rows -> {
            if (!rows.next()) {
                throw new LakeException("no row: " + sql);
            }
            return rows.getLong(1);
        });
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new LakeException("the database cannot be closed: " + e.getMessage(), e);
        }
    }
}
