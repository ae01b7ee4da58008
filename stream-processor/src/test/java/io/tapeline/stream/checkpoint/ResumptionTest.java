package io.tapeline.stream.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.stream.config.StreamConfig.Execution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumptionTest {
    private static final String SAVEPOINT = "execution.state-recovery.path";

    @TempDir
    private Path root;

    @Test
    void goesOnFromTheNewestCheckpointAndClaimsIt() throws Exception {
        checkpoint("a/chk-3");

        assertThat(resumed("true", new Configuration()))
                .hasEntrySatisfying(SAVEPOINT, path -> assertThat(path).endsWith("/a/chk-3"))
                .containsEntry("execution.state-recovery.claim-mode", "CLAIM");
    }

    @Test
    void startsAnewWhereThereIsNone() throws Exception {
        assertThat(resumed("true", new Configuration())).isEmpty();
    }

    @Test
    void startsAnewWhenToldTo() throws Exception {
        checkpoint("a/chk-3");

        assertThat(resumed("false", new Configuration())).isEmpty();
    }

    @Test
    void leavesTheCheckpointOfTheSubmission() throws Exception {
        checkpoint("a/chk-3");

        assertThat(resumed("true", Configuration.fromMap(Map.of(SAVEPOINT, "s3://b/chk-2"))))
                .isEmpty();
    }

    private void checkpoint(String name) throws IOException {
        Files.createFile(Files.createDirectories(root.resolve(name)).resolve("_metadata"));
    }

    private Map<String, String> resumed(String resume, Configuration submission) throws IOException {
        Configuration flink = new Configuration();
        Resumption.add(
                new Execution(
                        root.toUri().toString(),
                        Boolean.parseBoolean(resume),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        OptionalInt.empty(),
                        0),
                flink,
                submission);
        return flink.toMap();
    }
}
