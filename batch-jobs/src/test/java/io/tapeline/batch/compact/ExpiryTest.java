package io.tapeline.batch.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.lake.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final CompactionSettings SETTINGS = new CompactionSettings(Duration.ofDays(5), 2, 10, Duration.ZERO);
    private static final Map<String, String> BY_FLINK = Map.of("flink.max-committed-checkpoint-id", "7");

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private Table table;
    private int files;

    @BeforeEach
    void createTable() {
        catalog.initialize("tapeline", Map.of());
        LakeTables.TRADES.createIfMissing(catalog);
        table = catalog.loadTable(LakeTables.TRADES.identifier());
    }

    @AfterEach
    void close() throws Exception {
        catalog.close();
    }

    @Test
    void letsGoWhatIsOlderThanRetained() {
        append(Map.of());
        Instant now = Instant.now().plus(Duration.ofDays(10));

        assertThat(Expiry.olderThan(table, now, SETTINGS)).isEqualTo(now.minus(Duration.ofDays(5)));
    }

    @Test
    void keepsTheStreamsLastCommitHoweverLongItHasBeenDown() {
        append(BY_FLINK);
        append(BY_FLINK);
        long streamed = table.currentSnapshot().timestampMillis();
        append(Map.of());
        Instant now = Instant.now().plus(Duration.ofDays(10));

        assertThat(Expiry.olderThan(table, now, SETTINGS)).isEqualTo(Instant.ofEpochMilli(streamed));
    }

    @Test
    void keepsWhatIsYoungWhileTheStreamIsAtWork() {
        append(BY_FLINK);
        Instant now = Instant.now();

        assertThat(Expiry.olderThan(table, now, SETTINGS)).isEqualTo(now.minus(Duration.ofDays(5)));
    }

    @Test
    void isDueWhenThereAreOldSnapshotsBeyondThoseAlwaysKept() {
        Instant now = Instant.now().plus(Duration.ofDays(10));
        append(Map.of());
        append(Map.of());
        assertThat(Expiry.due(table, now, SETTINGS)).isFalse();
        append(Map.of());
        assertThat(Expiry.due(table, now, SETTINGS)).isTrue();
        assertThat(Expiry.due(table, Instant.EPOCH, SETTINGS)).isFalse();
    }

    @Test
    void countsTheFilesThatCouldBeOne() {
        append(Map.of(), "ts_event_day=2013-11-25/symbol_bucket=1", 10);
        append(Map.of(), "ts_event_day=2013-11-25/symbol_bucket=1", 20);
        append(Map.of(), "ts_event_day=2013-11-25/symbol_bucket=1", 600L << 20);
        append(Map.of(), "ts_event_day=2013-11-25/symbol_bucket=2", 10);
        append(Map.of(), "ts_event_day=2013-11-26/symbol_bucket=1", 10);

        assertThat(SmallFiles.of(table, Expressions.alwaysTrue())).isEqualTo(new SmallFiles(5, 2));
    }

    @Test
    void refusesToTakeFilesFromWritersThatAreAtIt() {
        assertThatThrownBy(() -> new CompactionSettings(Duration.ofDays(5), 100, 10, Duration.ofHours(1)))
                .hasMessageContaining("orphans is below");
    }

    private void append(Map<String, String> summary) {
        append(summary, "ts_event_day=2013-11-25/symbol_bucket=1", 10);
    }

    private void append(Map<String, String> summary, String partition, long bytes) {
        AppendFiles append = table.newAppend()
                .appendFile(DataFiles.builder(table.spec())
                        .withPath("memory:/file-" + files++)
                        .withFormat(FileFormat.PARQUET)
                        .withPartitionPath(partition)
                        .withFileSizeInBytes(bytes)
                        .withRecordCount(1)
                        .build());
        summary.forEach(append::set);
        append.commit();
    }
}
