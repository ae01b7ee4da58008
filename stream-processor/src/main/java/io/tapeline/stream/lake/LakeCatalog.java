package io.tapeline.stream.lake;

import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import io.tapeline.stream.config.StreamConfig;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.TableLoader;

/** The catalog of the lake's tables, on the stand-ins and on AWS alike: only properties differ. */
public final class LakeCatalog {
    private static final String NAME = "tapeline";
    private static final String GLUE = "org.apache.iceberg.aws.glue.GlueCatalog";

    private final CatalogLoader loader;

    public LakeCatalog(StreamConfig.Lake config) {
        this(loader(config));
    }

    LakeCatalog(CatalogLoader loader) {
        this.loader = loader;
    }

    private static CatalogLoader loader(StreamConfig.Lake config) {
        Map<String, String> properties = properties(config);
        // Without Hadoop's own resources: nothing here depends on what lies on a class path.
        Configuration hadoop = new Configuration(false);
        return switch (config.catalogType()) {
            case REST -> CatalogLoader.rest(NAME, hadoop, properties);
            case GLUE -> CatalogLoader.custom(NAME, properties, hadoop, GLUE);
        };
    }

    private static Map<String, String> properties(StreamConfig.Lake config) {
        Map<String, String> properties = new HashMap<>();
        properties.put("warehouse", config.warehouse());
        properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("client.region", config.region());
        properties.put("s3.path-style-access", Boolean.toString(config.pathStyleAccess()));
        config.catalogUri().ifPresent(uri -> properties.put("uri", uri.toString()));
        config.s3Endpoint().ifPresent(endpoint -> properties.put("s3.endpoint", endpoint.toString()));
        return properties;
    }

    /** Creates those of the stream's tables that are missing. */
    public void createMissingTables() {
        Catalog catalog = loader.loadCatalog();
        try {
            for (LakeTable table : LakeTables.STREAM) {
                create(table, catalog);
            }
        } finally {
            close(catalog);
        }
    }

    private static <C extends Catalog & SupportsNamespaces> void create(LakeTable table, Catalog catalog) {
        if (!(catalog instanceof SupportsNamespaces)) {
            throw new IllegalStateException("catalog has no namespaces: " + catalog.name());
        }
        @SuppressWarnings("unchecked") // A REST or Glue catalog is both, as just checked.
        C both = (C) catalog;
        table.createIfMissing(both);
    }

    private static void close(Catalog catalog) {
        if (catalog instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot close the catalog", failed);
            }
        }
    }

    TableLoader table(LakeTable table) {
        return TableLoader.fromCatalog(loader.clone(), table.identifier());
    }
}
