package io.tapeline.infra.cluster;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.regex.Pattern;

/** What the two jobs may take of the cluster. */
public record JobsConfig(Spark spark, Stream stream) {
    private static final Pattern MEMORY = Pattern.compile("[1-9]\\d{0,5}[mg]");
    private static final String MEMORY_FORM = "an amount of memory such as 4g or 3500m";

    /**
     * An application of Spark.
     *
     * @param executorMemory heap of an executor
     */
    public record Spark(int maxExecutors, String executorMemory, int executorCores) {}

    /** Where the stream job's state lives between checkpoints. */
    public enum StateBackend {
        HASHMAP,
        ROCKSDB
    }

    /**
     * The stream job.
     *
     * @param enabled whether it runs on this cluster
     * @param taskManagerMemory all of a task manager's process; so jobManagerMemory
     */
    public record Stream(
            boolean enabled,
            int parallelism,
            int slots,
            String taskManagerMemory,
            String jobManagerMemory,
            StateBackend stateBackend) {}

    static JobsConfig read(Settings settings) {
        return new JobsConfig(
                new Spark(
                        settings.integer(InfraKey.SPARK_MAX_EXECUTORS, 1, 1000),
                        memory(settings, InfraKey.SPARK_EXECUTOR_MEMORY),
                        settings.integer(InfraKey.SPARK_EXECUTOR_CORES, 1, 128)),
                new Stream(
                        settings.flag(InfraKey.STREAM_ENABLED),
                        // A bucket is the unit of parallelism, and there are 256.
                        settings.integer(InfraKey.STREAM_PARALLELISM, 1, 256),
                        settings.integer(InfraKey.STREAM_TASKMANAGER_SLOTS, 1, 64),
                        memory(settings, InfraKey.STREAM_TASKMANAGER_MEMORY),
                        memory(settings, InfraKey.STREAM_JOBMANAGER_MEMORY),
                        settings.choice(InfraKey.STREAM_STATE_BACKEND, StateBackend.class)));
    }

    private static String memory(Settings settings, InfraKey key) {
        return Checks.matching(settings, key, MEMORY, MEMORY_FORM).orElse("");
    }
}
