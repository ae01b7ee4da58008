package io.tapeline.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.lake.LakeTables;
import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.local.standins.LocalStack;
import io.tapeline.local.standins.StandIn;
import io.tapeline.model.Trade;
import io.tapeline.stream.emr.Cluster;
import io.tapeline.stream.emr.Cluster.JobJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar for EMR, submitted to a Flink cluster; killed, and submitted again with a checkpoint to go on from, and without. */
class SubmittedJobIT {
    /** 2026-01-05T14:30:00Z. */
    private static final long START = 1_767_623_400L * RandomTrades.SECOND;

    private static final String CHECKPOINTS = "s3://tapeline-checkpoints/stream-processor";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final RandomTrades market = new RandomTrades(11, START, 20);
    private final List<Trade> published = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void goesOnFromTheCheckpointThatIsNamedAndElseFromTheNewest() throws Exception {
        try (LocalStack stack = LocalStack.start(directory.resolve("stack"), EnumSet.of(StandIn.CATALOG));
                KinesisEmulator emulator = KinesisEmulator.start(EmulatorConfig.defaults()
                        .withStream(Publisher.STREAM, 2)
                        .withStream(Publisher.LIVE, 1));
                Publisher publisher = new Publisher(emulator.endpoint(), 2)) {
            LakeReader lake = new LakeReader(stack.catalogProperties());
            List<String> arguments = List.of(
                    "--job-classname",
                    "io.tapeline.stream.StreamProcessorJob",
                    "--kinesis.endpoint=" + emulator.endpoint(),
                    "--catalog.uri=" + stack.catalogUri(),
                    "--s3.endpoint=" + stack.s3Endpoint(),
                    "--s3.path-style-access=true",
                    "--checkpoints.uri=" + CHECKPOINTS,
                    "--checkpoints.interval=1s");
            Map<String, String> configuration = Map.of(
                    "s3.endpoint", stack.s3Endpoint().toString(),
                    "s3.path.style.access", "true",
                    "s3.endpoint.region", "us-east-1",
                    "parallelism.default", "1",
                    // So that the one named below is there yet when the job is killed.
                    "execution.checkpointing.num-retained", "100",
                    "restart-strategy.type", "exponential-delay");

            publish(publisher);
            String checkpoint;
            try (Cluster cluster =
                    Cluster.start(directory.resolve("first"), JobJar.OF_THE_USER, configuration, arguments)) {
                awaitTrades(cluster, lake);
                assertThat(found(cluster, "/jobs/overview", "\"name\":\"([^\"]+)\""))
                        .isEqualTo("stream-processor");
                String config = "/jobs/" + job(cluster) + "/config";
                assertThat(found(cluster, config, "\"job-parallelism\":(\\d+)")).isEqualTo("1");
                assertThat(found(cluster, config, "\"restart-strategy\":\"([^\"]+)\""))
                        .isEqualTo("Cluster level default restart strategy");
                checkpoint = checkpoint(cluster, "completed");
                assertThat(checkpoint).startsWith(CHECKPOINTS);
            }
            publish(publisher);
            List<String> named = new ArrayList<>(List.of("--fromSavepoint", checkpoint));
            named.addAll(arguments);
            try (Cluster cluster =
                    Cluster.start(directory.resolve("second"), JobJar.AMONG_FLINKS, configuration, named)) {
                awaitTrades(cluster, lake);
                assertThat(checkpoint(cluster, "restored")).isEqualTo(checkpoint);
            }
            publish(publisher);
            publisher.publish(List.of(), market.clock() + 86_400 * RandomTrades.SECOND);
            try (Cluster cluster =
                    Cluster.start(directory.resolve("third"), JobJar.OF_THE_USER, configuration, arguments)) {
                await(cluster).untilAsserted(() -> assertThat(lake.bars()).isEqualTo(NaiveBars.of(published)));
                assertThat(checkpoint(cluster, "restored"))
                        .startsWith(CHECKPOINTS)
                        .isNotEqualTo(checkpoint);
            }
            assertThat(lake.rows(LakeTables.TRADES, row -> row.getField("sequence")))
                    .containsExactlyInAnyOrderElementsOf(
                            published.stream().map(Trade::sequence).toList());
        }
    }

    private void publish(Publisher publisher) {
        for (int i = 0; i < 5; i++) {
            List<Trade> batch = market.next(200);
            published.addAll(batch);
            publisher.publish(batch, market.clock());
        }
    }

    private void awaitTrades(Cluster cluster, LakeReader lake) {
        await(cluster).until(() -> lake.rows(LakeTables.TRADES, row -> row).size() == published.size());
    }

    private static ConditionFactory await(Cluster cluster) {
        return Awaitility.await()
                .atMost(PATIENCE)
                // Each look reads the whole lake.
                .pollInterval(Duration.ofSeconds(1))
                .failFast("a process of the cluster ended: see target/emr-it", () -> !cluster.isAlive());
    }

    private static String job(Cluster cluster) {
        return found(cluster, "/jobs/overview", "\"jid\":\"([^\"]+)\"");
    }

    /** The newest checkpoint of the running job that is {@code completed}, or that it has {@code restored}. */
    private static String checkpoint(Cluster cluster, String kind) {
        String last = "\"latest\":.*?\"" + kind + "\":\\{.*?\"external_path\":\"([^\"]+)\"";
        return found(cluster, "/jobs/" + job(cluster) + "/checkpoints", last);
    }

    private static String found(Cluster cluster, String path, String pattern) {
        String answer = cluster.get(path);
        Matcher matcher = Pattern.compile(pattern).matcher(answer);
        assertThat(matcher.find()).as(answer).isTrue();
        return matcher.group(1);
    }
}
