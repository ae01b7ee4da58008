package io.tapeline.local.demo;

import io.tapeline.local.query.LakeSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the lake holds at the end, read as any reader would.
 *
 * @param trades rows
 * @param distinctTrades trades that differ in more than when they came in
 * @param lateTrades rows
 * @param deadLetters rows
 * @param bars final bars by interval
 * @param indicators rows of indicators by interval
 * @param barProblems where bars differ from what they must be
 * @param dayProblems the same of the table of daily bars
 * @param candles bars of six hours, for the chart
 */
record LakeFacts(
        long trades,
        long distinctTrades,
        long lateTrades,
        long deadLetters,
        Map<String, Long> bars,
        Map<String, Long> indicators,
        List<String> barProblems,
        List<String> dayProblems,
        List<Candle> candles) {

    private static final String COLUMNS = "open, high, low, close, volume, notional, vwap, trade_count";

    static LakeFacts read(LakeSql lake, NaiveCount expected) {
        return new LakeFacts(
                lake.number("SELECT count(*) FROM trades"),
                lake.number("SELECT count(*) FROM (SELECT DISTINCT symbol, venue, ts_event_ns, sequence, price, size"
                        + " FROM trades)"),
                lake.number("SELECT count(*) FROM late_trades"),
                lake.number("SELECT count(*) FROM dead_letters"),
                byInterval(lake, "latest_bars WHERE is_final"),
                byInterval(lake, "latest_indicators"),
                lake.query(
                        "SELECT interval, epoch(ts_start)::BIGINT AS start, " + COLUMNS + " FROM latest_bars",
                        rows -> compare("lake", rows, expected.bars())),
                lake.query(
                        "SELECT '1d' AS interval, epoch(trading_date)::BIGINT AS start, " + COLUMNS
                                + " FROM daily_bars",
                        rows -> compare("daily_bars", rows, days(expected))),
                lake.query(
                        "SELECT epoch(time_bucket(INTERVAL 6 HOURS, ts_start))::BIGINT AS start,"
                                + " arg_min(open, ts_start), max(high), min(low), arg_max(close, ts_start)"
                                + " FROM latest_bars WHERE interval = '1h' GROUP BY start ORDER BY start",
                        LakeFacts::candles));
    }

    private static Map<String, Long> byInterval(LakeSql lake, String from) {
        return lake.query("SELECT interval, count(*) FROM " + from + " GROUP BY ALL", rows -> {
            Map<String, Long> counts = new HashMap<>();
            while (rows.next()) {
                counts.put(rows.getString(1), rows.getLong(2));
            }
            return counts;
        });
    }

    static Map<BarKey, PlainBar> days(NaiveCount expected) {
        Map<BarKey, PlainBar> days = new HashMap<>();
        expected.tradesByDate()
                .keySet()
                .forEach(date -> days.put(expected.day(date).key(), expected.day(date)));
        return days;
    }

    /** Reads bars: interval, start in seconds, then the columns above. */
    static List<String> compare(String where, ResultSet rows, Map<BarKey, PlainBar> expected) throws SQLException {
        BarComparison comparison = new BarComparison(where, expected);
        while (rows.next()) {
            comparison.add(new PlainBar(
                    rows.getString(1),
                    Instant.ofEpochSecond(rows.getLong(2)),
                    rows.getBigDecimal(3),
                    rows.getBigDecimal(4),
                    rows.getBigDecimal(5),
                    rows.getBigDecimal(6),
                    rows.getBigDecimal(7),
                    rows.getBigDecimal(8),
                    rows.getBigDecimal(9),
                    rows.getLong(10)));
        }
        return comparison.problems();
    }

    private static List<Candle> candles(ResultSet rows) throws SQLException {
        List<Candle> candles = new ArrayList<>();
        while (rows.next()) {
            candles.add(new Candle(
                    Instant.ofEpochSecond(rows.getLong(1)),
                    rows.getDouble(2),
                    rows.getDouble(3),
                    rows.getDouble(4),
                    rows.getDouble(5)));
        }
        return candles;
    }
}
