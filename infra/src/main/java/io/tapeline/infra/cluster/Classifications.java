package io.tapeline.infra.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The settings of all applications of the cluster. */
final class Classifications {
    private static final String GLUE = "com.amazonaws.glue.catalog.metastore.AWSGlueDataCatalogHiveClientFactory";
    private static final String METASTORE = "hive.metastore.client.factory.class";

    private Classifications() {}

    static List<Classification> of(ClusterConfig config, String checkpointsUri) {
        List<Classification> all = new ArrayList<>();
        all.addAll(new YarnSettings(config).classifications());
        all.addAll(new SparkSettings(config).classifications());
        all.addAll(new FlinkSettings(config.jobs().stream(), checkpointsUri).classifications());
        all.add(Classification.of("iceberg-defaults", Map.of("iceberg.enabled", "true")));
        all.add(Classification.of("hive-site", Map.of(METASTORE, GLUE)));
        all.add(Classification.of("spark-hive-site", Map.of(METASTORE, GLUE)));
        all.add(metrics());
        if (config.applications().contains(EmrApplication.TRINO)) {
            all.add(Classification.of("trino-connector-hive", Map.of("hive.metastore", "glue")));
            all.add(Classification.of(
                    "trino-connector-iceberg", Map.of("connector.name", "iceberg", "iceberg.catalog.type", "glue")));
        }
        return all;
    }

    /** Memory and disks, which EC2 does not measure; each metric of each node costs. */
    private static Classification metrics() {
        return new Classification(
                "emr-metrics",
                Map.of(),
                List.of(new Classification(
                        "emr-system-metrics",
                        Map.of("metrics_collection_interval", "60"),
                        List.of(
                                Classification.of("cpu", Map.of("metrics", "cpu_usage_active")),
                                Classification.of("mem", Map.of("metrics", "mem_used_percent")),
                                Classification.of("disk", Map.of("metrics", "disk_used_percent"))))));
    }
}
