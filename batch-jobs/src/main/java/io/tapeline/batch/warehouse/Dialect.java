package io.tapeline.batch.warehouse;

import io.tapeline.batch.lake.TradingDate;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Where the SQL of the warehouses differs. What they share is in {@link Warehouse}: a temporary staging table, then
 * delete and insert, in one transaction.
 */
interface Dialect {
    /** Creates a table unless it is there. */
    String createTable(WarehouseTable table);

    /** Creates the empty temporary table {@link WarehouseTable#staging}. */
    String createStaging(WarehouseTable table);

    /**
     * Brings rows, with the table's columns in order, into the staging table.
     *
     * @param load names this load, and no other
     */
    void fill(Connection connection, WarehouseTable table, Dataset<Row> rows, String load) throws SQLException;

    /** What {@link #claim} needs; safe to repeat. */
    List<String> prepareClaims();

    /**
     * Claims a date for this connection, for as long as it is open, without waiting for another that has it.
     *
     * @return whether it was free
     */
    boolean claim(Connection connection, TradingDate date) throws SQLException;
}
