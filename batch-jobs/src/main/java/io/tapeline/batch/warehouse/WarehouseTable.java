package io.tapeline.batch.warehouse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of the warehouse, in the schema {@value #SCHEMA}. Every table has a column {@value #DATE}: a date is what is
 * loaded at a time.
 *
 * @param name within the schema
 * @param columns in order
 * @param key of a row: what it is distributed by first, then what orders it
 */
record WarehouseTable(String name, List<Column> columns, List<String> key) {
    static final String SCHEMA = "tapeline";
    static final String DATE = "trading_date";

    private static final String PRICE = "NUMERIC(19, 9)";

    static final WarehouseTable DAILY_BARS = new WarehouseTable(
            "daily_bars",
            List.of(
                    new Column("symbol", "VARCHAR(256)", true),
                    new Column(DATE, "DATE", true),
                    new Column("open", PRICE, true),
                    new Column("high", PRICE, true),
                    new Column("low", PRICE, true),
                    new Column("close", PRICE, true),
                    new Column("volume", "NUMERIC(38, 8)", true),
                    new Column("notional", "NUMERIC(38, 17)", true),
                    new Column("vwap", PRICE, false),
                    new Column("trade_count", "BIGINT", true)),
            List.of("symbol", DATE));

    static final WarehouseTable BARS_1M = new WarehouseTable(
            "bars_1m",
            List.of(
                    new Column("symbol", "VARCHAR(256)", true),
                    new Column(DATE, "DATE", true),
                    new Column("ts_start", "TIMESTAMPTZ", true),
                    new Column("open", PRICE, true),
                    new Column("high", PRICE, true),
                    new Column("low", PRICE, true),
                    new Column("close", PRICE, true),
                    new Column("volume", "NUMERIC(38, 8)", true),
                    new Column("notional", "NUMERIC(38, 17)", true),
                    new Column("vwap", PRICE, false),
                    new Column("trade_count", "BIGINT", true),
                    new Column("revision", "INTEGER", true)),
            List.of("symbol", "ts_start"));

    static final WarehouseTable BATCH_LOAD = new WarehouseTable(
            "batch_load",
            List.of(
                    new Column("table_name", "VARCHAR(256)", true),
                    new Column(DATE, "DATE", true),
                    new Column("row_count", "BIGINT", true),
                    new Column("run_id", "VARCHAR(256)", true),
                    new Column("loaded_at", "TIMESTAMPTZ", true)),
            List.of("table_name", DATE));

    static final List<WarehouseTable> ALL = List.of(DAILY_BARS, BARS_1M, BATCH_LOAD);

    /**
     * A column.
     *
     * @param name lower case
     * @param type in the SQL that PostgreSQL and Redshift share
     * @param required whether it is never null
     */
    record Column(String name, String type, boolean required) {
        Column {
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
        }

        private String ddl() {
            return name + " " + type + (required ? " NOT NULL" : "");
        }
    }

    WarehouseTable {
        requireNonNull(name, "name is null");
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** With the schema. */
    String qualified() {
        return SCHEMA + "." + name;
    }

    /** The temporary table that a load fills first. */
    String staging() {
        return "staging_" + name;
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    String columnDefinitions() {
        return columns.stream().map(Column::ddl).collect(Collectors.joining(", "));
    }
}
