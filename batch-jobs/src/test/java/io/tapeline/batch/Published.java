package io.tapeline.batch;

import io.tapeline.batch.Day.B;
import io.tapeline.batch.Day.K;
import io.tapeline.lake.LakeTables;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;

/**
 * What a reader finds in the lake and in the warehouse.
 *
 * @param lake the lake
 * @param warehouseUrl JDBC address of the warehouse
 */
record Published(LakeFixture lake, String warehouseUrl) {
    private static K key(Record row) {
        return new K(
                (String) row.getField("symbol"),
                (String) row.getField("interval"),
                ((OffsetDateTime) row.getField("ts_start")).toEpochSecond());
    }

    private static B bar(Record row) {
        return new B(
                decimal(row, "open"),
                decimal(row, "high"),
                decimal(row, "low"),
                decimal(row, "close"),
                decimal(row, "volume"),
                decimal(row, "notional"),
                row.getField("vwap") == null ? null : decimal(row, "vwap"),
                (Long) row.getField("trade_count"));
    }

    private static BigDecimal decimal(Record row, String column) {
        return Day.plain((BigDecimal) row.getField(column));
    }

    /** The bars as readers see them. */
    Map<K, B> latest() {
        Map<K, Record> latest = new LinkedHashMap<>();
        for (Record row : lake.rows(LakeTables.BARS)) {
            latest.merge(
                    key(row),
                    row,
                    (a, b) -> (Integer) a.getField("revision") > (Integer) b.getField("revision") ? a : b);
        }
        Map<K, B> bars = new LinkedHashMap<>();
        latest.forEach((key, row) -> {
            if ((Long) row.getField("trade_count") > 0) {
                bars.put(key, bar(row));
            }
        });
        return bars;
    }

    Map<K, String> differences() {
        return lake.rows(LakeTables.BAR_DIFFERENCES).stream()
                .collect(Collectors.toMap(Published::key, row -> (String) row.getField("kind")));
    }

    Map<K, B> dailyBars() {
        Map<K, B> bars = new LinkedHashMap<>();
        for (Record row : lake.rows(LakeTables.DAILY_BARS)) {
            LocalDate date = (LocalDate) row.getField("trading_date");
            bars.put(new K((String) row.getField("symbol"), "1d", date.toEpochDay() * 86_400), bar(row));
        }
        return bars;
    }

    List<String> tradeIds(int year) {
        return lake.rows(LakeTables.TRADES).stream()
                .filter(row -> ((OffsetDateTime) row.getField("ts_event")).getYear() == year)
                .map(row -> (String) row.getField("trade_id"))
                .toList();
    }

    Map<K, B> warehouse(String table, String interval, String start) throws SQLException {
        Map<K, B> bars = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection(warehouseUrl);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT *, extract(epoch FROM " + start
                        + ")::bigint AS second FROM tapeline." + table + " WHERE trading_date < '2014-01-01'")) {
            while (rows.next()) {
                BigDecimal vwap = rows.getBigDecimal("vwap");
                B bar = new B(
                        Day.plain(rows.getBigDecimal("open")),
                        Day.plain(rows.getBigDecimal("high")),
                        Day.plain(rows.getBigDecimal("low")),
                        Day.plain(rows.getBigDecimal("close")),
                        Day.plain(rows.getBigDecimal("volume")),
                        Day.plain(rows.getBigDecimal("notional")),
                        vwap == null ? null : Day.plain(vwap),
                        rows.getLong("trade_count"));
                bars.put(new K(rows.getString("symbol"), interval, rows.getLong("second")), bar);
            }
        }
        return bars;
    }

    /** How the steps of a date ended, oldest first. */
    List<String> statuses(String date) {
        return lake.rows(LakeTables.BATCH_RUNS).stream()
                .filter(row -> row.getField("trading_date").equals(LocalDate.parse(date)))
                .sorted(Comparator.comparing(row -> (OffsetDateTime) row.getField("ended_at")))
                .map(row -> (String) row.getField("status"))
                .toList();
    }
}
