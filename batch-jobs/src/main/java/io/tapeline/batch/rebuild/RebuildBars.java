package io.tapeline.batch.rebuild;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.Replacement;
import io.tapeline.batch.lake.TableInput;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.run.Inputs;
import io.tapeline.batch.run.Step;
import io.tapeline.batch.run.StepResult;
import io.tapeline.batch.run.StepRun;
import io.tapeline.lake.LakeTables;
import io.tapeline.model.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Builds the bars of a date again, from all that was said of its trades, and holds them against the published ones:
 * {@code bar_differences} of the date is replaced, and bars that would mislead a reader are published again.
 *
 * <p>One shuffle by symbol; a task holds the bars of one symbol's day, not its trades.
 */
public final class RebuildBars implements Step {
    private static final String TRADES = LakeTables.TRADES.name();
    private static final String LATE_TRADES = LakeTables.LATE_TRADES.name();
    private static final String BARS = LakeTables.BARS.name();
    private static final String[] TRADE_COUNTS = {
        "trades", "late", "duplicates", "corrected", "cancelled", "repeated", "unmatched", "too_large"
    };
    private static final String[] BAR_COUNTS = {"rebuilt", "streamed", "missing", "extra", "changed", "repaired"};

    private final Lake lake;

    public RebuildBars(Lake lake) {
        this.lake = requireNonNull(lake, "lake is null");
    }

    @Override
    public String name() {
        return "rebuild-bars";
    }

    @Override
    public Inputs inputs(TradingDate date) {
        return Inputs.of(Map.of(
                TRADES, lake.input(LakeTables.TRADES, date.range().expression("ts_event")),
                LATE_TRADES,
                        lake.input(
                                LakeTables.LATE_TRADES,
                                date.around(TradeEvents.DAYS_AROUND).expression("ts_event")),
                BARS, lake.input(LakeTables.BARS, date.range().expression("ts_start"))));
    }

    @Override
    public StepResult run(StepRun run, Inputs inputs) {
        TradingDate date = run.date();
        Dataset<Row> findings = findings(date, inputs).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            ObjectNode numbers = numbers(findings);
            long differences = numbers.get("differences").asLong();
            long repaired = numbers.get("repaired").asLong();
            long replaced = new Replacement(lake, LakeTables.BAR_DIFFERENCES, "run_id")
                    .replace(date, Findings.differences(findings, date, run.runId()), differences);
            if (repaired > 0) {
                lake.append(LakeTables.BARS, Findings.repairs(findings));
            }
            return new StepResult(inputs.rows(), replaced + repaired, inputs.plus(BARS, repaired), numbers);
        } finally {
            findings.unpersist();
        }
    }

    private Dataset<Row> findings(TradingDate date, Inputs inputs) {
        TableInput bars = inputs.table(BARS);
        Dataset<Row> published = PublishedBars.of(
                lake.read(LakeTables.BARS, bars).filter(date.range().column("ts_start")));
        return bySymbol(TradeEvents.of(lake, date, inputs))
                .cogroupSorted(
                        bySymbol(published),
                        TradeEvents.order(),
                        PublishedBars.order(),
                        new RebuildSymbol(date),
                        Encoders.row(Findings.SCHEMA));
    }

    private static KeyValueGroupedDataset<String, Row> bySymbol(Dataset<Row> rows) {
        // The two sides must agree on the key down to its comment, and those of the tables differ: a computed column
        // has
        // none.
        Dataset<Row> bare = rows.withColumn("symbol", concat(col("symbol"), lit("")));
        return bare.groupBy("symbol").as(Encoders.STRING(), Encoders.row(bare.schema()));
    }

    private static ObjectNode numbers(Dataset<Row> findings) {
        Column[] sums = Stream.concat(
                        Arrays.stream(TRADE_COUNTS)
                                .map(name -> sum(Findings.TRADES + "." + name).as(name)),
                        Arrays.stream(BAR_COUNTS)
                                .map(name -> sum(Findings.BARS + "." + name).as(name)))
                .toArray(Column[]::new);
        List<Row> rows = findings.filter(
                        col(Findings.TRADES).isNotNull().or(col(Findings.BARS).isNotNull()))
                .groupBy(col(Findings.BARS + ".interval").as("interval"))
                .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))
                .collectAsList();
        ObjectNode numbers = JsonNodeFactory.instance.objectNode();
        for (String name : TRADE_COUNTS) {
            numbers.put(name, total(rows, null, name));
        }
        long differences = 0;
        long repaired = 0;
        ObjectNode bars = JsonNodeFactory.instance.objectNode();
        for (Interval interval : Interval.values()) {
            ObjectNode counts = bars.putObject(interval.code());
            for (String name : BAR_COUNTS) {
                counts.put(name, total(rows, interval.code(), name));
            }
            differences += total(rows, interval.code(), "missing")
                    + total(rows, interval.code(), "extra")
                    + total(rows, interval.code(), "changed");
            repaired += total(rows, interval.code(), "repaired");
        }
        numbers.set("bars", bars);
        numbers.put("differences", differences);
        numbers.put("repaired", repaired);
        return numbers;
    }

    private static long total(List<Row> sums, @Nullable String interval, String name) {
        return sums.stream()
                .filter(row -> Objects.equals(interval, row.getAs("interval")))
                .mapToLong(row -> row.<Long>getAs(name))
                .findFirst()
                .orElse(0);
    }
}
