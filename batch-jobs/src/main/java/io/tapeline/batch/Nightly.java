package io.tapeline.batch;

import static java.util.Objects.requireNonNull;

import io.tapeline.batch.cli.NightlyConfig;
import io.tapeline.batch.compact.CompactTables;
import io.tapeline.batch.daily.DailyBars;
import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.LakeException;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.rebuild.RebuildBars;
import io.tapeline.batch.run.BatchRuns;
import io.tapeline.batch.run.DateReport;
import io.tapeline.batch.run.Night;
import io.tapeline.batch.run.Night.Redo;
import io.tapeline.batch.run.Step;
import io.tapeline.batch.stream.Patience;
import io.tapeline.batch.stream.WaitForStream;
import io.tapeline.batch.warehouse.LoadWarehouse;
import io.tapeline.batch.warehouse.Warehouse;
import io.tapeline.batch.warehouse.WarehouseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.iceberg.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/** Wires the nightly batch and runs its dates in one Spark session, after claiming them. */
final class Nightly {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final NightlyConfig config;
    private final Clock clock;
    private final Consumer<String> progress;

    Nightly(NightlyConfig config, Clock clock, Consumer<String> progress) {
        this.config = requireNonNull(config, "config is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.progress = requireNonNull(progress, "progress is null");
    }

    NightlyReport run() throws LakeException, WarehouseException {
        return run(UnaryOperator.identity());
    }

    /**
     * Runs all dates. A date that fails does not keep the others.
     *
     * @param steps may change the steps, for tests
     */
    NightlyReport run(UnaryOperator<List<Step>> steps) throws LakeException, WarehouseException {
        Instant started = clock.instant();
        // What can be refused at once is, before Spark takes its seconds to start.
        try (Warehouse warehouse = openWarehouse()) {
            if (warehouse != null) {
                warehouse.claim(config.dates());
            }
            Catalog catalog = Lake.connect(config.lake());
            List<DateReport> dates = new ArrayList<>();
            try (Lake lake = Lake.of(config.spark().open(config.lake()), catalog)) {
                Night night = new Night(new BatchRuns(lake), steps.apply(steps(lake, warehouse)), clock, progress);
                for (TradingDate date : config.dates()) {
                    dates.add(night.run(date, config.force() ? Redo.ALL : Redo.WHAT_IS_NEW));
                }
            }
            return new NightlyReport(dates, Duration.between(started, clock.instant()));
        }
    }

    private @Nullable Warehouse openWarehouse() throws WarehouseException {
        if (config.warehouse().isEmpty()) {
            progress.accept("no warehouse.url: the warehouse is left out, and nothing keeps a second run away");
            return null;
        }
        return Warehouse.open(config.warehouse().get(), clock);
    }

    private List<Step> steps(Lake lake, @Nullable Warehouse warehouse) {
        List<Step> steps = new ArrayList<>();
        config.streamWait().ifPresent(most -> steps.add(new WaitForStream(lake, Patience.every(LOOK_AGAIN), most)));
        steps.add(new RebuildBars(lake));
        steps.add(new DailyBars(lake));
        steps.add(new CompactTables(lake, config.compaction(), clock));
        if (warehouse != null) {
            steps.add(new LoadWarehouse(lake, warehouse));
        }
        return steps;
    }
}
