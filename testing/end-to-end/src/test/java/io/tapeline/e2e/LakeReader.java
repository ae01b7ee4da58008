package io.tapeline.e2e;

import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.launcher.stack.Stack;
import io.tapeline.local.query.Lake;
import io.tapeline.local.query.LakeSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lake as an analyst reads it: DuckDB over the Parquet files of the current snapshots. */
final class LakeReader implements AutoCloseable {
    private final Lake lake;
    private final LakeSql sql;

    private LakeReader(Lake lake) {
        this.lake = lake;
        this.sql = LakeSql.lake(lake);
    }

    static LakeReader open(Stack stack) {
        return new LakeReader(Lake.open(stack.endpoints().http(Service.CATALOG), stack.objects()));
    }

    long count(String table, String symbol) {
        return sql.number("SELECT count(*) FROM " + table + " WHERE symbol = '" + symbol + "'");
    }

    long distinctTrades(String symbol) {
        return sql.number("SELECT count(DISTINCT sequence) FROM trades WHERE symbol = '" + symbol + "'");
    }

    boolean hasFinalDay(String symbol, long second) {
        return sql.number("SELECT count(*) FROM latest_bars WHERE symbol = '" + symbol
                        + "' AND interval = '1d' AND is_final AND epoch(ts_start) = " + second / 86_400 * 86_400)
                == 1;
    }

    /** The highest revisions, by start in seconds. */
    SortedMap<Long, String> bars(String symbol, String interval) {
        return sql.query(
                "SELECT epoch(ts_start)::BIGINT, open, high, low, close, volume, notional, vwap, trade_count"
                        + " FROM latest_bars WHERE is_final AND symbol = '" + symbol + "' AND interval = '" + interval
                        + "'",
                LakeReader::bars);
    }

    private static SortedMap<Long, String> bars(ResultSet rows) throws SQLException {
        SortedMap<Long, String> bars = new TreeMap<>();
        while (rows.next()) {
            bars.put(
                    rows.getLong(1),
                    NaiveBars.line(
                            rows.getBigDecimal(2),
                            rows.getBigDecimal(3),
                            rows.getBigDecimal(4),
                            rows.getBigDecimal(5),
                            rows.getBigDecimal(6),
                            rows.getBigDecimal(7),
                            rows.getBigDecimal(8),
                            rows.getLong(9)));
        }
        return bars;
    }

    /** The named columns of the indicators, in order of start; NaN for null. */
    Map<String, double[]> indicators(String symbol, String interval, Iterable<String> columns) {
        return sql.query(
                "SELECT " + String.join(", ", columns) + " FROM latest_indicators WHERE symbol = '" + symbol
                        + "' AND interval = '" + interval + "' ORDER BY ts_start",
                rows -> indicators(rows, columns));
    }

    private static Map<String, double[]> indicators(ResultSet rows, Iterable<String> columns) throws SQLException {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        columns.forEach(column -> values.put(column, new ArrayList<>()));
        while (rows.next()) {
            for (String column : columns) {
                double value = rows.getDouble(column);
                values.get(column).add(rows.wasNull() ? Double.NaN : value);
            }
        }
        Map<String, double[]> arrays = new LinkedHashMap<>();
        values.forEach((column, list) -> arrays.put(
                column, list.stream().mapToDouble(Double::doubleValue).toArray()));
        return arrays;
    }

    @Override
    public void close() {
        sql.close();
        lake.close();
    }
}
