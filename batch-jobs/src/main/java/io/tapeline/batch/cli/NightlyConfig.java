package io.tapeline.batch.cli;

import static java.util.Objects.requireNonNull;

import io.tapeline.batch.compact.CompactionSettings;
import io.tapeline.batch.lake.LakeSettings;
import io.tapeline.batch.lake.SparkSettings;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.warehouse.WarehouseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the nightly batch is to do.
 *
 * @param dates ascending, without repetition, at least one
 * @param streamWait how long to wait for the stream to close a date; empty if not at all
 * @param force whether steps run that have succeeded before
 * @param failOnDifference whether a difference between rebuilt and streamed bars is a failure
 * @param report where a JSON report goes
 * @param lake where the lake is
 * @param warehouse where the warehouse is; empty if there is none
 * @param compaction how tables are kept
 * @param spark how Spark runs
 */
public record NightlyConfig(
        List<TradingDate> dates,
        Optional<Duration> streamWait,
        boolean force,
        boolean failOnDifference,
        Optional<Path> report,
        LakeSettings lake,
        Optional<WarehouseSettings> warehouse,
        CompactionSettings compaction,
        SparkSettings spark) {
    public NightlyConfig {
        dates = List.copyOf(dates);
        requireNonNull(streamWait, "streamWait is null");
        requireNonNull(report, "report is null");
        requireNonNull(lake, "lake is null");
        requireNonNull(warehouse, "warehouse is null");
        requireNonNull(compaction, "compaction is null");
        requireNonNull(spark, "spark is null");
        if (dates.isEmpty()) {
            throw new IllegalArgumentException("dates is empty");
        }
    }
}
