package io.tapeline.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.lake.LakeTables;
import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.local.process.FreePorts;
import io.tapeline.local.standins.LocalStack;
import io.tapeline.local.standins.StandIn;
import io.tapeline.model.Trade;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged job: killed, told to stop and started again, with its checkpoints on S3. */
class StreamProcessorJobIT {
    /** 2026-01-05T14:30:00Z. */
    private static final long START = 1_767_623_400L * RandomTrades.SECOND;

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final RandomTrades market = new RandomTrades(7, START, 20);
    private final List<Trade> published = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void goesOnExactlyAfterAKillAndAfterAStop() throws Exception {
        try (LocalStack stack = LocalStack.start(directory.resolve("stack"), EnumSet.of(StandIn.CATALOG));
                KinesisEmulator emulator = KinesisEmulator.start(EmulatorConfig.defaults()
                        .withStream(Publisher.STREAM, 2)
                        .withStream(Publisher.LIVE, 1));
                Publisher publisher = new Publisher(emulator.endpoint(), 2)) {
            LakeReader lake = new LakeReader(stack.catalogProperties());
            List<String> arguments = List.of(
                    "--kinesis.endpoint=" + emulator.endpoint(),
                    "--catalog.uri=" + stack.catalogUri(),
                    "--s3.endpoint=" + stack.s3Endpoint(),
                    "--s3.path-style-access=true",
                    "--checkpoints.uri=s3://tapeline-checkpoints/stream-processor",
                    "--checkpoints.interval=1s");

            publish(publisher);
            try (JobProcess job = start(arguments)) {
                awaitTrades(lake);
                assertThat(job.overview()).contains("\"state\":\"RUNNING\"");
                publish(publisher);
                job.kill();
            }
            publish(publisher);
            try (JobProcess job = start(arguments)) {
                awaitTrades(lake);
                publish(publisher);
                assertThat(job.terminate()).as("stopped in time").isTrue();
            }
            publish(publisher);
            publisher.publish(List.of(), market.clock() + 86_400 * RandomTrades.SECOND);
            try (JobProcess job = start(arguments)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lake.bars()).isEqualTo(NaiveBars.of(published)));
                assertThat(job.isAlive()).isTrue();
                assertThat(job.residentMegabytes()).isLessThan(1_000);
            }
            assertThat(lake.rows(LakeTables.TRADES, row -> row.getField("sequence")))
                    .containsExactlyInAnyOrderElementsOf(
                            published.stream().map(Trade::sequence).toList());
        }
    }

    private JobProcess start(List<String> arguments) {
        Path log = Path.of("target", "stream-processor-it.log");
        return JobProcess.start(log, FreePorts.find(), arguments);
    }

    private void publish(Publisher publisher) {
        for (int i = 0; i < 5; i++) {
            List<Trade> batch = market.next(200);
            published.addAll(batch);
            publisher.publish(batch, market.clock());
        }
    }

    private void awaitTrades(LakeReader lake) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> lake.rows(LakeTables.TRADES, row -> row).size() == published.size());
    }
}
