package io.tapeline.batch.warehouse;

import io.tapeline.batch.lake.TradingDate;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** PostgreSQL: rows go over the connection in batches; a date is claimed by an advisory lock. */
final class PostgresDialect implements Dialect {
    /** The first half of the keys of our advisory locks ("tape" in ASCII); the date is the second. */
    private static final int LOCKS = 0x74617065;

    private static final int BATCH = 1_000;

    @Override
    public String createTable(WarehouseTable table) {
        return "CREATE TABLE IF NOT EXISTS " + table.qualified() + " (" + table.columnDefinitions() + ", PRIMARY KEY ("
                + String.join(", ", table.key()) + "))";
    }

    @Override
    public List<String> prepareClaims() {
        return List.of();
    }

    @Override
    public String createStaging(WarehouseTable table) {
        return "CREATE TEMPORARY TABLE " + table.staging() + " (" + table.columnDefinitions() + ") ON COMMIT DROP";
    }

    /** The statement that takes one row. */
    static String insertRow(WarehouseTable table) {
        List<String> names = table.columnNames();
        return "INSERT INTO " + table.staging() + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", Collections.nCopies(names.size(), "?")) + ")";
    }

    @Override
    public void fill(Connection connection, WarehouseTable table, Dataset<Row> rows, String load) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(insertRow(table))) {
            int pending = 0;
            for (Iterator<Row> iterator = rows.toLocalIterator(); iterator.hasNext(); ) {
                bind(insert, table, iterator.next());
                insert.addBatch();
                if (++pending == BATCH) {
                    insert.executeBatch();
                    pending = 0;
                }
            }
            if (pending > 0) {
                insert.executeBatch();
            }
        }
    }

    @Override
    public boolean claim(Connection connection, TradingDate date) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
            lock.setInt(1, LOCKS);
            lock.setInt(2, Math.toIntExact(date.date().toEpochDay()));
            try (ResultSet result = lock.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static void bind(PreparedStatement insert, WarehouseTable table, Row row) throws SQLException {
        for (int i = 0; i < table.columns().size(); i++) {
            Object value = row.get(i);
            if (value instanceof Instant instant) {
                insert.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
            } else if (value == null) {
                insert.setNull(i + 1, Types.NULL);
            } else if (value instanceof BigDecimal decimal) {
                insert.setBigDecimal(i + 1, decimal);
            } else {
                insert.setObject(i + 1, value);
            }
        }
    }
}
