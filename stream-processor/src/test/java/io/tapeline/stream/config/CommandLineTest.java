package io.tapeline.stream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.settings.SettingsException;
import io.tapeline.stream.config.StreamConfig.CatalogType;
import io.tapeline.stream.config.StreamConfig.StateBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final String[] LOCAL = {
        "--kinesis.endpoint=http://127.0.0.1:4567",
        "--catalog.uri=http://127.0.0.1:8181",
        "--checkpoints.uri=s3://tapeline-checkpoints/stream-processor"
    };

    @Test
    void fillsInTheDefaultsOfALocalRun() {
        StreamConfig config = CommandLine.parse(LOCAL);

        assertThat(config.kinesis().endpoint()).contains(URI.create("http://127.0.0.1:4567"));
        assertThat(config.kinesis().streamArn()).isEqualTo("arn:aws:kinesis:us-east-1:000000000000:stream/market-data");
        assertThat(config.kinesis().liveStream()).isEqualTo("live");
        assertThat(config.kinesis().shardDiscoveryInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.kinesis().pollInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(config.kinesis().idleness()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.lake().catalogType()).isEqualTo(CatalogType.REST);
        assertThat(config.lake().warehouse()).isEqualTo("s3://tapeline-lake/warehouse");
        assertThat(config.lake().s3Endpoint()).isEmpty();
        assertThat(config.lake().pathStyleAccess()).isFalse();
        assertThat(config.outputs()).isEqualTo(new StreamConfig.Outputs(true, true, true, Duration.ofMillis(250)));
        assertThat(config.bars())
                .isEqualTo(new StreamConfig.Bars(Duration.ofSeconds(2), Duration.ofMinutes(1), 16_384));
        assertThat(config.execution())
                .isEqualTo(new StreamConfig.Execution(
                        "s3://tapeline-checkpoints/stream-processor",
                        true,
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        OptionalInt.empty(),
                        8081));
    }

    @Test
    void takesArgumentsOverTheFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("stream.properties");
        Files.writeString(file, """
                kinesis.endpoint=http://127.0.0.1:1
                catalog.uri=http://127.0.0.1:2
                checkpoints.uri=file:///tmp/c
                parallelism=3
                state.backend=rocksdb
                """);

        StreamConfig config = CommandLine.parse("--config=" + file, "--parallelism=4");

        assertThat(config.execution().parallelism()).hasValue(4);
        assertThat(config.execution().stateBackend()).contains(StateBackend.ROCKSDB);
        assertThat(config.kinesis().endpoint()).contains(URI.create("http://127.0.0.1:1"));
    }

    @Test
    void listsEveryProblemAtOnce() {
        assertThatThrownBy(() -> CommandLine.parse(
                        "--kinesis.endpoint=not an address",
                        "--kinesis.stream-arn=market-data",
                        "--catalog.type=hive",
                        "--bars.out-of-orderness=2 fortnights",
                        "--live.interval=10ms",
                        "--parallelism=0",
                        "--archive.enabled=yes",
                        "--colour=red"))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactlyInAnyOrder(
                                        "unknown setting: colour",
                                        "kinesis.endpoint is not an address such as http://127.0.0.1:4566: not an address",
                                        "kinesis.stream-arn is not the ARN of a stream: market-data",
                                        "catalog.type is not one of rest, glue: hive",
                                        "catalog.uri is required for a REST catalog",
                                        "archive.enabled is not true or false: yes",
                                        "live.interval is below 250ms: 10ms",
                                        "bars.out-of-orderness is not a duration such as 250ms, 5s, 1m, 2h or 7d: 2 fortnights",
                                        "checkpoints.uri is required",
                                        "parallelism is not an integer from 1 to 256: 0"));
    }

    @Test
    void wantsTheStreamsArnOnAws() {
        assertThatThrownBy(() -> CommandLine.parse("--catalog.type=glue", "--checkpoints.uri=s3://bucket/checkpoints"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("kinesis.stream-arn is required on AWS");
    }

    @Test
    void refusesAJobWithoutOutputs() {
        assertThatThrownBy(() -> CommandLine.parse(
                        LOCAL[0],
                        LOCAL[1],
                        LOCAL[2],
                        "--bars.enabled=false",
                        "--archive.enabled=false",
                        "--live.enabled=false"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("bars.enabled is false, as all outputs are: nothing is left to do");
    }

    @Test
    void helpNamesEverySetting() {
        for (StreamKey key : StreamKey.values()) {
            assertThat(CommandLine.help()).contains("--" + key.key()).contains(key.effect());
        }
    }
}
