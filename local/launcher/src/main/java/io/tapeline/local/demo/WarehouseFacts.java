package io.tapeline.local.demo;

import io.tapeline.local.query.LakeSql;
import java.util.List;

/**
 * What the warehouse holds at the end.
 *
 * @param dailyBars rows
 * @param minuteBars rows
 * @param dayProblems where its days differ from what they must be
 */
record WarehouseFacts(long dailyBars, long minuteBars, List<String> dayProblems) {
    static WarehouseFacts read(LakeSql warehouse, NaiveCount expected) {
        return new WarehouseFacts(
                warehouse.number("SELECT count(*) FROM daily_bars"),
                warehouse.number("SELECT count(*) FROM bars_1m"),
                warehouse.query(
                        "SELECT '1d', extract(epoch FROM trading_date)::bigint, open, high, low, close, volume,"
                                + " notional, vwap, trade_count FROM daily_bars",
                        rows -> LakeFacts.compare("warehouse", rows, LakeFacts.days(expected))));
    }
}
