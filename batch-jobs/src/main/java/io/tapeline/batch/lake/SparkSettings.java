package io.tapeline.batch.lake;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * How Spark runs.
 *
 * @param master such as {@code local[2]}; what {@code spark-submit} has set wins over it
 * @param shufflePartitions how many parts a shuffle has; empty leaves it to {@code spark-submit}
 * @param ui whether the web UI is on; empty leaves it to {@code spark-submit}
 */
public record SparkSettings(String master, Optional<Integer> shufflePartitions, Optional<Boolean> ui) {
    private static final String MASTER = "spark.master";
    private static final int DEFAULT_SHUFFLE_PARTITIONS = 4;

    public SparkSettings {
        requireNonNull(master, "master is null");
        requireNonNull(shufflePartitions, "shufflePartitions is null");
        requireNonNull(ui, "ui is null");
    }

    /** Whether {@code spark-submit} has started this process, or the process that it has asked for on a cluster. */
    public static boolean submitted() {
        return System.getProperty(MASTER) != null;
    }

    /** A session with the lake's catalog. The caller closes it. */
    public SparkSession open(LakeSettings lake) {
        String catalog = "spark.sql.catalog." + LakeSettings.CATALOG;
        SparkSession.Builder builder = SparkSession.builder()
                .appName("tapeline-nightly")
                .master(System.getProperty(MASTER, master))
                .config("spark.sql.session.timeZone", "UTC")
                // A table must fit the schema it was written for, to the last decimal.
                .config("spark.sql.ansi.enabled", true)
                // Dates and instants, not java.sql's types with a zone of their own.
                .config("spark.sql.datetime.java8API.enabled", true)
                .config("spark.ui.showConsoleProgress", false)
                // Not Hive's, EMR Serverless's default: it wants a database of its own, even beside a catalog.
                .config("spark.sql.catalogImplementation", "in-memory")
                .config(catalog, "org.apache.iceberg.spark.SparkCatalog")
                // The stream commits while we run: a cached table would be an old one.
                .config(catalog + ".cache-enabled", false);
        if (shufflePartitions.isPresent() || !submitted()) {
            builder.config("spark.sql.shuffle.partitions", shufflePartitions.orElse(DEFAULT_SHUFFLE_PARTITIONS));
        }
        if (ui.isPresent() || !submitted()) {
            builder.config("spark.ui.enabled", ui.orElse(false));
        }
        for (Map.Entry<String, String> property : lake.catalogProperties().entrySet()) {
            builder.config(catalog + "." + property.getKey(), property.getValue());
        }
        return builder.getOrCreate();
    }
}
