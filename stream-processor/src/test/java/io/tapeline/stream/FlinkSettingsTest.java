package io.tapeline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.stream.config.StreamConfig.Execution;
import io.tapeline.stream.config.StreamConfig.StateBackend;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class FlinkSettingsTest {
    private static final Execution UNDECIDED =
            new Execution("s3://b/c", true, Duration.ofSeconds(5), Optional.empty(), OptionalInt.empty(), 8081);

    @Test
    void leavesToTheClusterWhatItSays() {
        Map<String, String> said = Map.of(
                "parallelism.default", "8",
                "state.backend.type", "rocksdb",
                "restart-strategy.type", "fixed-delay",
                "pipeline.name", "bars",
                "execution.checkpointing.externalized-checkpoint-retention", "DELETE_ON_CANCELLATION");

        assertThat(FlinkSettings.of(UNDECIDED, Configuration.fromMap(said)).toMap())
                .doesNotContainKeys(said.keySet().toArray(String[]::new))
                .doesNotContainKey("restart-strategy.exponential-delay.max-backoff");
    }

    @Test
    void prefersItsOwnSettingsToTheClusters() {
        Execution decided = new Execution(
                "s3://b/c", true, Duration.ofSeconds(5), Optional.of(StateBackend.ROCKSDB), OptionalInt.of(3), 1);
        Configuration cluster = Configuration.fromMap(Map.of(
                "parallelism.default", "8",
                "state.backend.type", "hashmap",
                "execution.checkpointing.dir", "s3://other/place",
                "execution.checkpointing.interval", "10 min",
                "execution.checkpointing.unaligned.enabled", "true",
                "pipeline.generic-types", "true"));

        assertThat(FlinkSettings.of(decided, cluster).toMap())
                .containsEntry("parallelism.default", "3")
                .containsEntry("state.backend.type", "rocksdb")
                .containsEntry("execution.checkpointing.dir", "s3://b/c")
                .containsEntry("execution.checkpointing.interval", "5 s")
                .containsEntry("execution.checkpointing.unaligned.enabled", "false")
                .containsEntry("pipeline.generic-types", "false");
    }

    @Test
    void hasDefaultsForWhatNobodySays() {
        assertThat(FlinkSettings.of(UNDECIDED, new Configuration()).toMap())
                .containsEntry("parallelism.default", "2")
                .containsEntry("state.backend.type", "hashmap")
                .containsEntry("pipeline.name", "stream-processor")
                .containsEntry("restart-strategy.type", "exponential-delay")
                .containsEntry("restart-strategy.exponential-delay.initial-backoff", "500 ms")
                .containsEntry("restart-strategy.exponential-delay.max-backoff", "30 s");
    }

    @Test
    void knowsTheClustersWordsByTheirOlderNames() {
        Configuration cluster =
                Configuration.fromMap(Map.of("state.backend", "rocksdb", "restart-strategy", "fixed-delay"));

        assertThat(FlinkSettings.of(UNDECIDED, cluster).toMap())
                .doesNotContainKeys("state.backend.type", "restart-strategy.type");
    }
}
