package io.tapeline.batch.lake;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * How Spark runs.
 *
 * @param master such as {@code local[2]}; what {@code spark-submit} has set wins over it
 * @param shufflePartitions how many parts a shuffle has
 * @param ui whether the web UI is on
 */
public record SparkSettings(String master, int shufflePartitions, boolean ui) {
    public SparkSettings {
        requireNonNull(master, "master is null");
    }

    /** A session with the lake's catalog. The caller closes it. */
    public SparkSession open(LakeSettings lake) {
        String catalog = "spark.sql.catalog." + LakeSettings.CATALOG;
        SparkSession.Builder builder = SparkSession.builder()
                .appName("tapeline-nightly")
                .master(System.getProperty("spark.master", master))
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", shufflePartitions)
                // A table must fit the schema it was written for, to the last decimal.
                .config("spark.sql.ansi.enabled", true)
                // Dates and instants, not java.sql's types with a zone of their own.
                .config("spark.sql.datetime.java8API.enabled", true)
                .config("spark.ui.enabled", ui)
                .config("spark.ui.showConsoleProgress", false)
                .config(catalog, "org.apache.iceberg.spark.SparkCatalog")
                // The stream commits while we run: a cached table would be an old one.
                .config(catalog + ".cache-enabled", false);
        for (Map.Entry<String, String> property : lake.catalogProperties().entrySet()) {
            builder.config(catalog + "." + property.getKey(), property.getValue());
        }
        return builder.getOrCreate();
    }
}
