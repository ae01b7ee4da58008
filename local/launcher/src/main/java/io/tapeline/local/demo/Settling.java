package io.tapeline.local.demo;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.query.Lake;
import io.tapeline.local.query.LakeSql;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Waits until the lake holds all there is to come: every trade, and the final bar of the last day, and as many rows of
 * indicators as of bars. Looks at snapshots, so it costs the lake next to nothing.
 */
final class Settling {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Console console;
    private final Lake lake;
    private final long trades;
    private final LocalDate lastDate;

    Settling(Console console, Lake lake, long trades, LocalDate lastDate) {
        this.console = console;
        this.lake = lake;
        this.trades = trades;
        this.lastDate = lastDate;
    }

    private record Rows(long trades, long bars, long indicators) {}

    /** @throws LauncherException if nothing has changed for two minutes */
    void await() throws InterruptedException {
        Rows before = new Rows(-1, -1, -1);
        long changedAt = System.nanoTime();
        while (true) {
            Rows now = rows();
            if (!now.equals(before)) {
                before = now;
                changedAt = System.nanoTime();
                console.region(List.of("  " + Texts.count(now.trades()) + " of " + Texts.count(trades) + " trades and "
                        + Texts.count(now.bars()) + " bars are in the lake"));
            }
            if (now.trades() >= trades && now.indicators() >= now.bars() && lastDayIsFinal()) {
                console.region(List.of());
                return;
            }
            if (System.nanoTime() - changedAt > PATIENCE.toNanos()) {
                throw new LauncherException(
                        LauncherException.Code.WRONG_RESULT,
                        "the lake has not become complete: " + now.trades() + " of " + trades + " trades, "
                                + now.bars() + " bars and " + now.indicators() + " rows of indicators, the same for "
                                + PATIENCE.toSeconds() + " s; see ./tapeline logs stream-processor");
            }
            Thread.sleep(EVERY.toMillis());
        }
    }

    private Rows rows() {
        return new Rows(
                lake.rows("trades").orElse(0) + lake.rows("late_trades").orElse(0),
                lake.rows("bars").orElse(0),
                lake.rows("indicators").orElse(0));
    }

    private boolean lastDayIsFinal() {
        try (LakeSql sql = LakeSql.lake(lake)) {
            return sql.number(String.format(
                            Locale.ROOT,
                            "SELECT count(*) FROM latest_bars WHERE interval = '1d' AND is_final"
                                    + " AND ts_start = TIMESTAMPTZ '%s 00:00:00Z'",
                            lastDate))
                    > 0;
        }
    }
}
