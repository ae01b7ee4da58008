package io.tapeline.local.demo;

import java.util.List;

/** A few queries to try; a test runs each. */
final class DemoQueries {
    /**
     * A query.
     *
     * @param warehouse whether it asks the warehouse and not the lake
     * @param sql without double quotes, so that a shell takes it as it stands
     */
    record Query(boolean warehouse, String sql) {
        /** As typed. */
        String arguments() {
            return (warehouse ? "--warehouse " : "") + "\"" + sql + "\"";
        }
    }

    static final List<Query> ALL = List.of(
            new Query(
                    false,
                    "SELECT ts_start, open, high, low, close, volume FROM latest_bars WHERE interval = '1h' ORDER BY"
                            + " volume DESC LIMIT 5"),
            new Query(
                    false,
                    "SELECT ts_start, close, rsi_14 FROM latest_bars JOIN latest_indicators USING (symbol, interval,"
                            + " ts_start) WHERE interval = '1h' AND rsi_14 < 30 ORDER BY ts_start"),
            new Query(true, "SELECT trading_date, close, volume, trade_count FROM daily_bars ORDER BY trading_date"));

    private DemoQueries() {}
}
