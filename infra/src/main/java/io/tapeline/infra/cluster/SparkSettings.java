package io.tapeline.infra.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What every application of Spark on the cluster is told, unless it says otherwise itself. */
final class SparkSettings {
    private final ClusterConfig config;

    SparkSettings(ClusterConfig config) {
        this.config = config;
    }

    List<Classification> classifications() {
        return List.of(
                Classification.of("spark", Map.of("maximizeResourceAllocation", "false")),
                Classification.of("spark-defaults", defaults()),
                Classification.environment("spark-env", Map.of("PYSPARK_PYTHON", "/usr/bin/python3")));
    }

    private Map<String, String> defaults() {
        JobsConfig.Spark spark = config.jobs().spark();
        Map<String, String> defaults = new TreeMap<>();
        defaults.put("spark.yarn.queue", YarnSettings.BATCH);
        // The night's steps are retried whole, and each goes on where the last one stopped.
        defaults.put("spark.yarn.maxAppAttempts", "1");
        defaults.put("spark.executor.memory", spark.executorMemory());
        defaults.put("spark.executor.cores", Integer.toString(spark.executorCores()));
        defaults.put("spark.dynamicAllocation.enabled", "true");
        defaults.put("spark.dynamicAllocation.minExecutors", "1");
        defaults.put("spark.dynamicAllocation.initialExecutors", "1");
        defaults.put("spark.dynamicAllocation.maxExecutors", Integer.toString(spark.maxExecutors()));
        defaults.put("spark.shuffle.service.enabled", "true");
        defaults.put("spark.sql.adaptive.enabled", "true");
        defaults.put("spark.sql.adaptive.coalescePartitions.enabled", "true");
        defaults.put("spark.sql.adaptive.skewJoin.enabled", "true");
        defaults.put("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        defaults.put("spark.sql.execution.arrow.pyspark.enabled", "true");
        // More than executors have cores: Iceberg reads and writes several files in each.
        defaults.put("spark.hadoop.fs.s3a.connection.maximum", "200");
        defaults.put("spark.eventLog.enabled", "true");
        defaults.put("spark.eventLog.compress", "true");
        defaults.put("spark.eventLog.rolling.enabled", "true");
        defaults.put("spark.history.fs.cleaner.enabled", "true");
        defaults.put("spark.history.fs.cleaner.maxAge", config.logDays() + "d");
        if (config.access().certificates().isEmpty()) {
            // Its secrets are YARN's, made for each application.
            defaults.put("spark.authenticate", "true");
            defaults.put("spark.network.crypto.enabled", "true");
            defaults.put("spark.io.encryption.enabled", "true");
        }
        return defaults;
    }
}
