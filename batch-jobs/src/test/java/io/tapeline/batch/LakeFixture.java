package io.tapeline.batch;

import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/** Writes and reads the lake's tables without Spark, as the stream would. */
final class LakeFixture implements AutoCloseable {
    private final Catalog catalog;

    LakeFixture(Map<String, String> catalogProperties) {
        this.catalog = CatalogUtil.buildIcebergCatalog("tapeline", catalogProperties, null);
    }

    Table table(LakeTable table) {
        return catalog.loadTable(table.identifier());
    }

    /** Appends rows in one commit, one file a partition, as one checkpoint of the stream does. */
    void append(LakeTable lakeTable, List<Map<String, @Nullable Object>> rows) {
        append(lakeTable, rows, Map.of());
    }

    void append(LakeTable lakeTable, List<Map<String, @Nullable Object>> rows, Map<String, String> summary) {
        Table table = table(lakeTable);
        Map<PartitionKey, List<Record>> partitions = new LinkedHashMap<>();
        InternalRecordWrapper wrapper = new InternalRecordWrapper(table.schema().asStruct());
        PartitionKey key = new PartitionKey(table.spec(), table.schema());
        for (Map<String, @Nullable Object> row : rows) {
            GenericRecord data = GenericRecord.create(table.schema());
            row.forEach(data::setField);
            key.partition(wrapper.wrap(data));
            partitions.computeIfAbsent(key.copy(), any -> new ArrayList<>()).add(data);
        }
        AppendFiles append = table.newAppend();
        summary.forEach(append::set);
        partitions.forEach((partition, records) -> append.appendFile(write(table, partition, records)));
        append.commit();
    }

    private static DataFile write(Table table, PartitionKey partition, List<Record> records) {
        OutputFileFactory files = OutputFileFactory.builderFor(table, 0, 0)
                .format(FileFormat.PARQUET)
                .operationId(UUID.randomUUID().toString())
                .build();
        try {
            DataWriter<Record> writer = Parquet.writeData(
                            files.newOutputFile(partition).encryptingOutputFile())
                    .forTable(table)
                    .withPartition(partition)
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                records.forEach(writer::write);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows of a table now. */
    List<Record> rows(LakeTable table) {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(table(table)).build()) {
            records.forEach(rows::add);
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many partitions have more than one file, on days that begin so. */
    long mergeableFiles(LakeTable table, String days) {
        Map<String, Integer> files = new TreeMap<>();
        try (CloseableIterable<FileScanTask> tasks = table(table).newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                files.merge(task.spec().partitionToPath(task.file().partition()), 1, Integer::sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.entrySet().stream()
                .filter(entry -> entry.getKey().contains("=" + days) && entry.getValue() > 1)
                .count();
    }

    /** The current snapshot of each table but {@code batch_runs}; 0 for one without. */
    Map<String, Long> snapshots() {
        Map<String, Long> snapshots = new TreeMap<>();
        for (LakeTable table : LakeTables.ALL) {
            if (!table.equals(LakeTables.BATCH_RUNS)) {
                Snapshot snapshot = table(table).currentSnapshot();
                snapshots.put(table.name(), snapshot == null ? 0 : snapshot.snapshotId());
            }
        }
        return snapshots;
    }

    @Override
    public void close() throws IOException {
        if (catalog instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
