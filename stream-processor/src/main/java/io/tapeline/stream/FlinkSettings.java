package io.tapeline.stream;

import io.tapeline.stream.config.StreamConfig;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** What the job asks of Flink, wherever it runs. */
public final class FlinkSettings {
    private FlinkSettings() {}

    /** The settings of the job. */
    public static Configuration of(StreamConfig.Execution execution) {
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, execution.parallelism());
        flink.set(PipelineOptions.NAME, "stream-processor");
        // Kryo is slow, and its state cannot evolve: a type without a serializer is a mistake.
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        // Chained operators hand elements on as they are: none of them changes one.
        flink.set(PipelineOptions.OBJECT_REUSE, true);
        flink.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(100));
        // How long a slice may wait in a half-full network buffer: a tenth of a second, the default, would be felt.
        flink.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(20));
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, execution.checkpointInterval());
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, execution.checkpoints());
        flink.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // Iceberg's sink needs its elements and its barriers in order.
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        flink.set(
                StateBackendOptions.STATE_BACKEND,
                switch (execution.stateBackend()) {
                    case HASHMAP -> "hashmap";
                    case ROCKSDB -> "rocksdb";
                });
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(500));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        return flink;
    }
}
