package io.tapeline.stream.lake;

import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.flink.CatalogLoader;

/** A catalog on plain files, for tests that want tables and no servers. */
public final class FileCatalog {
    private FileCatalog() {}

    /** The catalog in a directory. */
    public static LakeCatalog in(Path directory) {
        return new LakeCatalog(loader(directory));
    }

    static CatalogLoader loader(Path directory) {
        return CatalogLoader.hadoop(
                "files",
                new Configuration(false),
                Map.of("warehouse", directory.toUri().toString()));
    }
}
