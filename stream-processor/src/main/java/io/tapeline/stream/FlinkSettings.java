package io.tapeline.stream;

import io.tapeline.stream.config.StreamConfig;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/**
 * What the job asks of Flink. In this order: what the job cannot be without and what its own settings say; what the
 * cluster's configuration says, with that of the submission; defaults.
 */
public final class FlinkSettings {
    private static final int DEFAULT_PARALLELISM = 2;

    private FlinkSettings() {}

    /**
     * The settings of the job.
     *
     * @param cluster what the cluster and the submission say; empty for a job that runs by itself
     */
    public static Configuration of(StreamConfig.Execution execution, ReadableConfig cluster) {
        Configuration flink = new Configuration();
        // Kryo is slow, and its state cannot evolve: a type without a serializer is a mistake.
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        // Chained operators hand elements on as they are: none of them changes one.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        // Iceberg's sink needs its elements and its barriers in order.
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, execution.checkpointInterval());
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, execution.checkpoints());
        execution.parallelism().ifPresent(slots -> flink.set(CoreOptions.DEFAULT_PARALLELISM, slots));
        execution
                .stateBackend()
                .map(FlinkSettings::name)
                .ifPresent(backend -> flink.set(StateBackendOptions.STATE_BACKEND, backend));
        addDefaults(new Defaults(flink, cluster));
        return flink;
    }

    private static void addDefaults(Defaults defaults) {
        defaults.put(CoreOptions.DEFAULT_PARALLELISM, DEFAULT_PARALLELISM);
        defaults.put(PipelineOptions.NAME, "stream-processor");
        defaults.put(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(100));
        // How long a slice may wait in a half-full network buffer: a tenth of a second, the default, would be felt.
        defaults.put(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(20));
        defaults.put(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        defaults.put(StateBackendOptions.STATE_BACKEND, name(StreamConfig.StateBackend.HASHMAP));
        if (defaults.put(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay")) {
            defaults.put(
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
            defaults.put(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        }
    }

    private static String name(StreamConfig.StateBackend backend) {
        return switch (backend) {
            case HASHMAP -> "hashmap";
            case ROCKSDB -> "rocksdb";
        };
    }

    /** Fills in what nobody has said. */
    private record Defaults(Configuration flink, ReadableConfig cluster) {
        /** Whether the default was needed. */
        <T> boolean put(ConfigOption<T> option, T value) {
            if (flink.contains(option) || cluster.getOptional(option).isPresent()) {
                return false;
            }
            flink.set(option, value);
            return true;
        }
    }
}
