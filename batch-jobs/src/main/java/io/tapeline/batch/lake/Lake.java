package io.tapeline.batch.lake;

import static java.util.Objects.requireNonNull;

import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/**
 * The lake: rows through Spark, metadata through the Iceberg catalog in this process. Every read names its snapshot, so
 * the steps of a date see the same rows while the stream goes on writing. Not thread-safe.
 */
public final class Lake implements AutoCloseable {
    private final SparkSession spark;
    private final Catalog catalog;

    private Lake(SparkSession spark, Catalog catalog) {
        this.spark = requireNonNull(spark, "spark is null");
        this.catalog = requireNonNull(catalog, "catalog is null");
    }

    /**
     * Connects to the catalog and creates the tables that are missing.
     *
     * @throws LakeException if the catalog cannot be reached
     */
    public static Catalog connect(LakeSettings settings) throws LakeException {
        try {
            // No Hadoop configuration: neither catalog nor file access is Hadoop's.
            Catalog catalog = CatalogUtil.buildIcebergCatalog(LakeSettings.CATALOG, settings.catalogProperties(), null);
            for (LakeTable table : LakeTables.ALL) {
                createIfMissing(table, catalog);
            }
            return catalog;
        } catch (RuntimeException e) {
            // Catalog clients throw what their transports throw; all of it means one thing here.
            throw new LakeException(
                    "cannot reach the catalog"
                            + settings.catalogUri().map(uri -> " at " + uri).orElse("") + ": " + rootMessage(e),
                    e);
        }
    }

    /** The lake of a connected catalog; closing it closes both. */
    public static Lake of(SparkSession spark, Catalog catalog) {
        return new Lake(spark, catalog);
    }

    public SparkSession spark() {
        return spark;
    }

    /** The table as it is now. */
    public Table table(LakeTable table) {
        return catalog.loadTable(table.identifier());
    }

    /** How many rows of whole partitions are in the table now, from metadata alone. */
    public TableInput input(LakeTable table, Expression partitions) {
        Table now = table(table);
        Snapshot snapshot = now.currentSnapshot();
        if (snapshot == null) {
            return new TableInput(0, 0);
        }
        TableScan scan = now.newScan().useSnapshot(snapshot.snapshotId()).filter(partitions);
        long rows = 0;
        try (CloseableIterable<FileScanTask> files = scan.planFiles()) {
            for (FileScanTask file : files) {
                rows += file.file().recordCount();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TableInput(snapshot.snapshotId(), rows);
    }

    /** The table's rows at the snapshot that was counted. */
    public Dataset<Row> read(LakeTable table, TableInput at) {
        String name = sparkName(table);
        if (at.snapshotId() == 0) {
            // Nothing had been written: an empty set of the same columns.
            return spark.table(name).limit(0);
        }
        return spark.read().option("snapshot-id", at.snapshotId()).table(name);
    }

    /** The table's rows now. */
    public Dataset<Row> read(LakeTable table) {
        return spark.table(sparkName(table));
    }

    /** Adds rows, in one commit. */
    public void append(LakeTable table, Dataset<Row> rows) {
        try {
            rows.writeTo(sparkName(table)).append();
        } catch (NoSuchTableException e) {
            throw dropped(table, e);
        }
    }

    /** Replaces whole partitions, in one commit. */
    public void replace(LakeTable table, Column partitions, Dataset<Row> rows) {
        try {
            rows.writeTo(sparkName(table)).overwrite(partitions);
        } catch (NoSuchTableException e) {
            throw dropped(table, e);
        }
    }

    private static IllegalStateException dropped(LakeTable table, NoSuchTableException e) {
        return new IllegalStateException("table was dropped while the night ran: " + table.identifier(), e);
    }

    /** The name by which Spark knows the table. */
    public static String sparkName(LakeTable table) {
        return LakeSettings.CATALOG + "." + table.identifier();
    }

    @Override
    public void close() {
        spark.stop();
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @SuppressWarnings("unchecked") // Java cannot name the type of a value with two interfaces but by a type variable.
    private static <C extends Catalog & SupportsNamespaces> void createIfMissing(LakeTable table, Catalog catalog) {
        table.createIfMissing((C) catalog);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.toString();
    }
}
