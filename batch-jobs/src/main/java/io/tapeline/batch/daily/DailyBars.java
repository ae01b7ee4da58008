package io.tapeline.batch.daily;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.LatestBars;
import io.tapeline.batch.lake.Replacement;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.run.Inputs;
import io.tapeline.batch.run.Step;
import io.tapeline.batch.run.StepResult;
import io.tapeline.batch.run.StepRun;
import io.tapeline.lake.LakeTables;
import io.tapeline.model.Interval;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Publishes the reconciled bar of each symbol's day: {@code daily_bars} of the date is replaced. */
public final class DailyBars implements Step {
    private static final String BARS = LakeTables.BARS.name();

    private final Lake lake;

    public DailyBars(Lake lake) {
        this.lake = requireNonNull(lake, "lake is null");
    }

    @Override
    public String name() {
        return "daily-bars";
    }

    @Override
    public Inputs inputs(TradingDate date) {
        return Inputs.of(Map.of(BARS, lake.input(LakeTables.BARS, date.range().expression("ts_start"))));
    }

    @Override
    public StepResult run(StepRun run, Inputs inputs) {
        TradingDate date = run.date();
        Dataset<Row> bars = lake.read(LakeTables.BARS, inputs.table(BARS))
                .filter(date.range().column("ts_start"));
        Dataset<Row> days = LatestBars.of(bars, Interval.D1)
                .select(
                        col("symbol"),
                        lit(date.date()).as("trading_date"),
                        col("open"),
                        col("high"),
                        col("low"),
                        col("close"),
                        col("volume"),
                        col("notional"),
                        col("vwap"),
                        col("trade_count"))
                .persist();
        try {
            long count = days.count();
            long written = new Replacement(lake, LakeTables.DAILY_BARS).replace(date, days, count);
            return new StepResult(
                    inputs.rows(),
                    written,
                    inputs,
                    JsonNodeFactory.instance.objectNode().put("symbols", count));
        } finally {
            days.unpersist();
        }
    }
}
