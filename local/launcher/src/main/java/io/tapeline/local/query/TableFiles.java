package io.tapeline.local.query;

import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.Schema;

/**
 * The current snapshot of a table.
 *
 * @param name of the table
 * @param schema the table's, with field ids
 * @param files Parquet files that together hold its rows
 */
record TableFiles(String name, Schema schema, List<Path> files) {
    TableFiles {
        files = List.copyOf(files);
    }
}
