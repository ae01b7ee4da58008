package io.tapeline.lake;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;

/**
 * A table of the lake as Tapeline creates it.
 *
 * @param identifier namespace and name
 * @param schema columns, with fixed field ids
 * @param spec how files are split
 * @param order how compaction sorts the rows of a file
 * @param properties Iceberg table properties
 */
public record LakeTable(
        TableIdentifier identifier,
        Schema schema,
        PartitionSpec spec,
        SortOrder order,
        Map<String, String> properties) {
    public LakeTable {
        requireNonNull(identifier, "identifier is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(spec, "spec is null");
        requireNonNull(order, "order is null");
        properties = Map.copyOf(properties);
    }

    /** The table's name within the namespace. */
    public String name() {
        return identifier.name();
    }

    /**
     * Creates the table, and its namespace, unless they are there. Safe to call from several jobs at once.
     *
     * @param catalog a catalog that also supports namespaces
     */
    public <C extends Catalog & SupportsNamespaces> void createIfMissing(C catalog) {
        if (catalog.tableExists(identifier)) {
            return;
        }
        try {
            if (!catalog.namespaceExists(identifier.namespace())) {
                catalog.createNamespace(identifier.namespace());
            }
        } catch (AlreadyExistsException raced) {
            // Another job was first: what matters is that it is there.
        }
        try {
            catalog.buildTable(identifier, schema)
                    .withPartitionSpec(spec)
                    .withSortOrder(order)
                    .withProperties(properties)
                    .create();
        } catch (AlreadyExistsException raced) {
            // As above.
        }
    }
}
