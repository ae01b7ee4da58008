package io.tapeline.batch.warehouse;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.LatestBars;
import io.tapeline.batch.lake.TableInput;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.run.Inputs;
import io.tapeline.batch.run.Step;
import io.tapeline.batch.run.StepException;
import io.tapeline.batch.run.StepResult;
import io.tapeline.batch.run.StepRun;
import io.tapeline.batch.warehouse.Warehouse.Load;
import io.tapeline.lake.LakeTables;
import io.tapeline.model.Interval;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings a date into the warehouse: its daily bars and its one-minute bars, as readers of the lake see them. What the
 * warehouse has of the date is replaced, then counted against the lake.
 */
public final class LoadWarehouse implements Step {
    private static final String BARS = LakeTables.BARS.name();
    private static final String DAILY_BARS = LakeTables.DAILY_BARS.name();
    /** Among the inputs: a warehouse that has lost its rows, or is another one, is loaded again. */
    private static final String WAREHOUSE = "warehouse";

    private final Lake lake;
    private final Warehouse warehouse;

    public LoadWarehouse(Lake lake, Warehouse warehouse) {
        this.lake = requireNonNull(lake, "lake is null");
        this.warehouse = requireNonNull(warehouse, "warehouse is null");
    }

    @Override
    public String name() {
        return "load-warehouse";
    }

    @Override
    public Inputs inputs(TradingDate date) throws StepException {
        try {
            Map<String, Long> loaded = warehouse.loaded(date);
            return Inputs.of(Map.of(
                    BARS,
                    lake.input(LakeTables.BARS, date.range().expression("ts_start")),
                    DAILY_BARS,
                    lake.input(LakeTables.DAILY_BARS, date.partition()),
                    WAREHOUSE,
                    new TableInput(
                            0,
                            loaded.values().stream().mapToLong(Long::longValue).sum())));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public StepResult run(StepRun run, Inputs inputs) throws StepException {
        TradingDate date = run.date();
        Dataset<Row> bars = lake.read(LakeTables.BARS, inputs.table(BARS))
                .filter(date.range().column("ts_start"));
        Dataset<Row> minutes = select(
                WarehouseTable.BARS_1M,
                LatestBars.of(bars, Interval.M1).withColumn(WarehouseTable.DATE, lit(date.date())));
        Dataset<Row> days = select(
                WarehouseTable.DAILY_BARS,
                lake.read(LakeTables.DAILY_BARS, inputs.table(DAILY_BARS))
                        .filter(col(WarehouseTable.DATE).equalTo(lit(date.date()))));
        minutes.persist();
        days.persist();
        try {
            List<Load> loads = List.of(
                    new Load(WarehouseTable.DAILY_BARS, days, days.count()),
                    new Load(WarehouseTable.BARS_1M, minutes, minutes.count()));
            warehouse.replace(date, run.runId(), loads);
            ObjectNode numbers = JsonNodeFactory.instance.objectNode();
            loads.forEach(load -> numbers.put(load.table().name(), load.count()));
            long total = loads.stream().mapToLong(Load::count).sum();
            Inputs accounted =
                    inputs.plus(WAREHOUSE, total - inputs.table(WAREHOUSE).rows());
            return new StepResult(
                    inputs.table(BARS).rows() + inputs.table(DAILY_BARS).rows(), total, accounted, numbers);
        } catch (SQLException e) {
            throw failed(e);
        } catch (WarehouseException e) {
            throw new StepException(String.valueOf(e.getMessage()), e);
        } finally {
            minutes.unpersist();
            days.unpersist();
        }
    }

    private static Dataset<Row> select(WarehouseTable table, Dataset<Row> rows) {
        return rows.select(table.columnNames().stream().map(name -> col(name)).toArray(Column[]::new));
    }

    private static StepException failed(SQLException e) {
        return new StepException("the warehouse refused: " + e.getMessage(), e);
    }
}
