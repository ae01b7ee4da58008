package io.tapeline.local.query;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;

/**
 * The tables of the local lake, as their current snapshots have them. Reads only; every call looks anew. For one
 * thread.
 */
public final class Lake implements AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.of("market");

    private final Catalog catalog;
    private final LocalObjects objects;
    private final AutoCloseable resource;

    private Lake(Catalog catalog, LocalObjects objects, AutoCloseable resource) {
        this.catalog = catalog;
        this.objects = objects;
        this.resource = resource;
    }

    /**
     * Opens the lake behind a REST catalog.
     *
     * @param catalog its root
     * @param objectsRoot the directory of the local S3, with one directory for each bucket
     * @throws LakeException if the catalog does not answer
     */
    public static Lake open(URI catalog, Path objectsRoot) {
        RESTCatalog rest = new RESTCatalog();
        Map<String, String> properties = Map.of(
                "uri",
                catalog.toString(),
                "io-impl",
                LocalObjects.class.getName(),
                LocalObjects.ROOT,
                objectsRoot.toAbsolutePath().toString());
        try {
            rest.initialize("tapeline", properties);
        } catch (RESTException e) {
            throw new LakeException("the catalog at " + catalog + " does not answer", e);
        }
        return of(rest, objectsRoot, rest);
    }

    static Lake of(Catalog catalog, Path objectsRoot, AutoCloseable resource) {
        LocalObjects objects = new LocalObjects();
        objects.initialize(
                Map.of(LocalObjects.ROOT, objectsRoot.toAbsolutePath().toString()));
        return new Lake(requireNonNull(catalog, "catalog is null"), objects, resource);
    }

    /** The names of the tables there are; none before the stream processor has first started. */
    public List<String> tables() {
        try {
            return catalog.listTables(NAMESPACE).stream()
                    .map(TableIdentifier::name)
                    .sorted()
                    .toList();
        } catch (NoSuchNamespaceException e) {
            return List.of();
        }
    }

    /** How many rows a table has, by its snapshot's summary, without reading files; empty if there is no such table. */
    public OptionalLong rows(String name) {
        try {
            Snapshot snapshot = load(name).currentSnapshot();
            return OptionalLong.of(
                    snapshot == null
                            ? 0
                            : Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0")));
        } catch (NoSuchTableException e) {
            return OptionalLong.empty();
        }
    }

    private Table load(String name) {
        return catalog.loadTable(TableIdentifier.of(NAMESPACE, name));
    }

    /**
     * The files of the current snapshot of a table.
     *
     * @throws LakeException if it holds what this reader cannot apply: row-level deletes, or files other than Parquet
     */
    TableFiles files(String name) {
        Table table = load(name);
        List<Path> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new LakeException(name + " has row-level deletes, which this reader cannot apply;"
                            + " compact the table first");
                }
                if (task.file().format() != FileFormat.PARQUET) {
                    throw new LakeException(name + " has a file that is not Parquet: "
                            + task.file().location());
                }
                files.add(objects.file(task.file().location()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the files of " + name, e);
        }
        return new TableFiles(name, table.schema(), files);
    }

    @Override
    public void close() {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close the catalog", e);
        }
    }
}
