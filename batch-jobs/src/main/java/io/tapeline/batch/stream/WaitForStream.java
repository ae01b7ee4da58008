package io.tapeline.batch.stream;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.run.Inputs;
import io.tapeline.batch.run.Step;
import io.tapeline.batch.run.StepException;
import io.tapeline.batch.run.StepResult;
import io.tapeline.batch.run.StepRun;
import io.tapeline.lake.LakeTables;
import io.tapeline.model.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Waits until the stream has passed the date: until every symbol that traded has its final bar of the day. Reads only;
 * looks again whenever {@code patience} allows.
 */
public final class WaitForStream implements Step {
    private static final String TRADES = LakeTables.TRADES.name();
    private static final int NAMED = 5;

    private final Lake lake;
    private final Patience patience;
    private final Duration most;

    /**
     * A wait.
     *
     * @param patience how the time passes between two looks
     * @param most how long to wait in all; zero looks once
     */
    public WaitForStream(Lake lake, Patience patience, Duration most) {
        this.lake = requireNonNull(lake, "lake is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.most = requireNonNull(most, "most is null");
    }

    @Override
    public String name() {
        return "wait-for-stream";
    }

    /** The trades alone: a day that the stream has closed stays closed, whatever bars are added. */
    @Override
    public Inputs inputs(TradingDate date) {
        return Inputs.of(
                Map.of(TRADES, lake.input(LakeTables.TRADES, date.range().expression("ts_event"))));
    }

    @Override
    public StepResult run(StepRun run, Inputs atStart) throws StepException {
        Inputs inputs = atStart;
        Patience.Wait wait = patience.wait(most);
        List<String> open = open(run.date(), inputs);
        while (!open.isEmpty()) {
            if (!wait.again()) {
                throw new StepException("after " + most.toSeconds() + " s the stream has not closed " + run.date()
                        + ": no final 1d bar of " + String.join(", ", open)
                        + ". Is the stream job running, and has the replay been closed? --no-wait goes on without.");
            }
            inputs = inputs(run.date());
            open = open(run.date(), inputs);
        }
        return new StepResult(inputs.rows(), 0, inputs, JsonNodeFactory.instance.objectNode());
    }

    /** Some of the symbols that traded and whose day is not closed. */
    private List<String> open(TradingDate date, Inputs inputs) {
        if (inputs.table(TRADES).rows() == 0) {
            return List.of();
        }
        Dataset<Row> traded = lake.read(LakeTables.TRADES, inputs.table(TRADES))
                .filter(date.range().column("ts_event"))
                .select("symbol")
                .distinct();
        Dataset<Row> closed = lake.read(LakeTables.BARS)
                .filter(date.range().column("ts_start"))
                .filter(col("interval").equalTo(Interval.D1.code()).and(col("is_final")))
                .select("symbol");
        return traded.join(closed, new String[] {"symbol"}, "left_anti")
                .orderBy("symbol")
                .limit(NAMED)
                .as(Encoders.STRING())
                .collectAsList();
    }
}
