package io.tapeline.batch.compact;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.batch.lake.Lake;
import io.tapeline.batch.lake.TableInput;
import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.run.Inputs;
import io.tapeline.batch.run.Step;
import io.tapeline.batch.run.StepResult;
import io.tapeline.batch.run.StepRun;
import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.spark.actions.SparkActions;

/**
 * Merges the small files that the stream has left for the date, sorted as the table says, and keeps the tables' metadata
 * small. Rows do not change. It only ever replaces files that are there, so the stream may go on appending: what races
 * with its commits is tried again.
 */
public final class CompactTables implements Step {
    /** The tables of the stream that grow with it, and the column that says a row's day. */
    private static final Map<LakeTable, String> TABLES = tables();

    private static final long SMALL_MANIFEST_BYTES = 4L << 20;
    private static final int ATTEMPTS = 5;

    private final Lake lake;
    private final CompactionSettings settings;
    private final Clock clock;

    public CompactTables(Lake lake, CompactionSettings settings, Clock clock) {
        this.lake = requireNonNull(lake, "lake is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String name() {
        return "compact";
    }

    @Override
    public Inputs inputs(TradingDate date) {
        Map<String, TableInput> inputs = new LinkedHashMap<>();
        TABLES.forEach((table, column) ->
                inputs.put(table.name(), lake.input(table, date.range().expression(column))));
        return Inputs.of(inputs);
    }

    @Override
    public StepResult run(StepRun run, Inputs inputs) {
        ObjectNode numbers = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<LakeTable, String> entry : TABLES.entrySet()) {
            Expression day = run.date().range().expression(entry.getValue());
            ObjectNode counts = numbers.putObject(entry.getKey().name());
            Table table = lake.table(entry.getKey());
            mergeFiles(table, day, counts);
            mergeManifests(table, counts);
            expire(table, counts);
            removeOrphans(table, counts);
        }
        return new StepResult(inputs.rows(), 0, inputs, numbers);
    }

    private void mergeFiles(Table table, Expression day, ObjectNode counts) {
        SmallFiles before = SmallFiles.of(table, day);
        counts.put("files", before.files());
        int merged = 0;
        int added = 0;
        if (before.mergeable() > 0) {
            RewriteDataFiles.Result result = SparkActions.get(lake.spark())
                    .rewriteDataFiles(table)
                    .sort()
                    .filter(day)
                    .option("min-input-files", "2")
                    .execute();
            merged = result.rewrittenDataFilesCount();
            added = result.addedDataFilesCount();
            table.refresh();
        }
        counts.put("files_merged", merged);
        counts.put("files_written", added);
    }

    private void mergeManifests(Table table, ObjectNode counts) {
        for (int attempt = 1; ; attempt++) {
            Snapshot snapshot = table.currentSnapshot();
            if (snapshot == null
                    || snapshot.dataManifests(table.io()).stream()
                                    .filter(CompactTables::isSmall)
                                    .count()
                            <= settings.manifests()) {
                return;
            }
            try {
                SparkActions.get(lake.spark())
                        .rewriteManifests(table)
                        .rewriteIf(CompactTables::isSmall)
                        .execute();
                counts.put("manifests_merged", true);
                return;
            } catch (CommitFailedException | ValidationException raced) {
                if (attempt == ATTEMPTS) {
                    // The stream commits faster than we read: the next night will do.
                    counts.put("manifests_merged", false);
                    return;
                }
                table.refresh();
            }
        }
    }

    private void expire(Table table, ObjectNode counts) {
        Instant olderThan = Expiry.olderThan(table, clock.instant(), settings);
        if (Expiry.due(table, olderThan, settings)) {
            Set<Long> gone = snapshots(table);
            SparkActions.get(lake.spark())
                    .expireSnapshots(table)
                    .expireOlderThan(olderThan.toEpochMilli())
                    .retainLast(settings.retainLast())
                    .execute();
            table.refresh();
            // Not a difference of two sizes: the stream adds snapshots meanwhile.
            gone.removeAll(snapshots(table));
            counts.put("snapshots_expired", gone.size());
        }
    }

    private void removeOrphans(Table table, ObjectNode counts) {
        if (!settings.orphans().isZero()) {
            long removed = 0;
            for (String ignored : SparkActions.get(lake.spark())
                    .deleteOrphanFiles(table)
                    .usePrefixListing(true)
                    .olderThan(clock.instant().minus(settings.orphans()).toEpochMilli())
                    .execute()
                    .orphanFileLocations()) {
                removed++;
            }
            counts.put("orphans_removed", removed);
        }
    }

    private static boolean isSmall(ManifestFile manifest) {
        return manifest.length() < SMALL_MANIFEST_BYTES;
    }

    private static Set<Long> snapshots(Table table) {
        Set<Long> ids = new HashSet<>();
        table.snapshots().forEach(snapshot -> ids.add(snapshot.snapshotId()));
        return ids;
    }

    private static Map<LakeTable, String> tables() {
        Map<LakeTable, String> tables = new LinkedHashMap<>();
        tables.put(LakeTables.TRADES, "ts_event");
        tables.put(LakeTables.LATE_TRADES, "ts_event");
        tables.put(LakeTables.QUOTES, "ts_event");
        tables.put(LakeTables.BARS, "ts_start");
        tables.put(LakeTables.INDICATORS, "ts_start");
        return tables;
    }
}
