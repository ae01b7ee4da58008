package io.tapeline.batch.warehouse;

import static java.util.Objects.requireNonNull;

import io.tapeline.batch.lake.TradingDate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The SQL warehouse. A load is one transaction: readers see a date as it was, or as it is. Not thread-safe; a connection
 * is open only during a call, but for those of claims.
 */
public final class Warehouse implements AutoCloseable {
    private final WarehouseSettings settings;
    private final Dialect dialect;
    private final Clock clock;
    private final List<Connection> claims = new ArrayList<>();

    private Warehouse(WarehouseSettings settings, Clock clock) {
        this.settings = requireNonNull(settings, "settings is null");
        this.dialect = settings.dialect();
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Connects, after reading the login from its secret if it has one, and creates the schema and the tables that are missing.
     *
     * @throws WarehouseException if it cannot be reached
     */
    public static Warehouse open(WarehouseSettings settings, Clock clock) throws WarehouseException {
        Warehouse warehouse = new Warehouse(
                settings.secret().isPresent()
                        ? settings.with(WarehouseSecrets.login(settings.secret().get()))
                        : settings,
                clock);
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + WarehouseTable.SCHEMA);
            for (WarehouseTable table : WarehouseTable.ALL) {
                statement.execute(warehouse.dialect.createTable(table));
            }
            for (String sql : warehouse.dialect.prepareClaims()) {
                statement.execute(sql);
            }
            return warehouse;
        } catch (SQLException e) {
            throw new WarehouseException(
                    "cannot reach the warehouse at " + settings.place() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Claims dates for this process, until it closes the warehouse or dies.
     *
     * @throws WarehouseException if another has one of them
     */
    public void claim(Collection<TradingDate> dates) throws WarehouseException {
        try {
            Connection connection = connect();
            claims.add(connection);
            for (TradingDate date : dates) {
                if (!dialect.claim(connection, date)) {
                    throw new WarehouseException("another nightly run is at " + date + "; wait for its end");
                }
            }
        } catch (SQLException e) {
            throw new WarehouseException("cannot claim the dates: " + e.getMessage(), e);
        }
    }

    /** How many rows the last load of each table brought for a date, as {@code batch_load} has it. */
    Map<String, Long> loaded(TradingDate date) throws SQLException {
        Map<String, Long> rows = new LinkedHashMap<>();
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("SELECT table_name, row_count FROM "
                        + WarehouseTable.BATCH_LOAD.qualified() + " WHERE " + WarehouseTable.DATE + " = ?")) {
            query.setObject(1, date.date());
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.put(result.getString(1), result.getLong(2));
                }
            }
        }
        return rows;
    }

    /**
     * Rows to load.
     *
     * @param table where they go
     * @param rows with the table's columns in order
     * @param count how many there are in the lake
     */
    record Load(WarehouseTable table, Dataset<Row> rows, long count) {}

    /**
     * Replaces a date in several tables, in one transaction.
     *
     * @throws WarehouseException if a table would then have more or fewer rows of the date than the lake; nothing has
     *     changed
     */
    void replace(TradingDate date, String runId, List<Load> loads) throws SQLException, WarehouseException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (Load load : loads) {
                WarehouseTable table = load.table();
                statement.execute(dialect.createStaging(table));
                dialect.fill(connection, table, load.rows(), runId);
                // By date, not by key: a row that is no longer in the lake must go too.
                delete(connection, table, date);
                statement.execute(insert(table));
                long count = count(connection, table, date);
                if (count != load.count()) {
                    throw new WarehouseException("the warehouse would have " + count + " rows of " + date + " in "
                            + table.qualified() + ", the lake has " + load.count());
                }
                record(connection, table, date, runId, count);
            }
            connection.commit();
        }
    }

    /** The statement that moves what is staged into its table. */
    static String insert(WarehouseTable table) {
        String names = String.join(", ", table.columnNames());
        return "INSERT INTO " + table.qualified() + " (" + names + ") SELECT " + names + " FROM " + table.staging();
    }

    private static void delete(Connection connection, WarehouseTable table, TradingDate date) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + table.qualified() + " WHERE " + WarehouseTable.DATE + " = ?")) {
            delete.setObject(1, date.date());
            delete.executeUpdate();
        }
    }

    private static long count(Connection connection, WarehouseTable table, TradingDate date) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(
                "SELECT count(*) FROM " + table.qualified() + " WHERE " + WarehouseTable.DATE + " = ?")) {
            count.setObject(1, date.date());
            try (ResultSet result = count.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private void record(Connection connection, WarehouseTable table, TradingDate date, String runId, long count)
            throws SQLException {
        WarehouseTable loads = WarehouseTable.BATCH_LOAD;
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + loads.qualified()
                        + " WHERE table_name = ? AND " + WarehouseTable.DATE + " = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + loads.qualified() + " ("
                        + String.join(", ", loads.columnNames()) + ") VALUES (?, ?, ?, ?, ?)")) {
            delete.setString(1, table.name());
            delete.setObject(2, date.date());
            delete.executeUpdate();
            insert.setString(1, table.name());
            insert.setObject(2, date.date());
            insert.setLong(3, count);
            insert.setString(4, runId);
            insert.setTimestamp(5, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url(), settings.connectionProperties());
    }

    /**
     * Gives up the claims.
     *
     * @throws WarehouseException if a connection cannot be closed; its claims end with the process
     */
    @Override
    public void close() throws WarehouseException {
        WarehouseException failure = null;
        for (Connection claim : claims) {
            try {
                claim.close();
            } catch (SQLException e) {
                failure = new WarehouseException("cannot give up a claim: " + e.getMessage(), e);
            }
        }
        claims.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
