package io.tapeline.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFilesTest {
    @TempDir
    Path directory;

    private Process sleeper;

    @BeforeEach
    void startSleeper() throws IOException {
        sleeper = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endSleeper() {
        sleeper.destroyForcibly();
    }

    @Test
    void stopsWhatAnEarlierRunLeft() throws Exception {
        new PidFiles(directory).write("sleeper", sleeper.toHandle());

        PidFiles later = new PidFiles(directory);
        assertThat(later.clearLeftovers(Duration.ofSeconds(5)))
                .extracting(ProcessRecord::name, ProcessRecord::pid)
                .containsExactly(tuple("sleeper", sleeper.pid()));
        assertThat(sleeper.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(later.read("sleeper")).isEmpty();
    }

    @Test
    void sparesAProcessThatHasOnlyThePidOfALeftOne() throws IOException {
        PidFiles files = new PidFiles(directory);
        files.write("sleeper", sleeper.toHandle());
        Instant started = files.read("sleeper").orElseThrow().startedAt();
        Path file = directory.resolve("sleeper.pid");
        String earlier = started.minusSeconds(3).toString().replace(":", "\\:");
        Files.writeString(
                file, Files.readString(file).replace(started.toString().replace(":", "\\:"), earlier));
        assertThat(files.read("sleeper").orElseThrow().startedAt()).isEqualTo(started.minusSeconds(3));

        assertThat(files.clearLeftovers(Duration.ofSeconds(5))).isEmpty();
        assertThat(sleeper.isAlive()).isTrue();
        assertThat(files.read("sleeper")).isEmpty();
    }

    @Test
    void takesAFileCutShortForNone() throws IOException {
        Files.writeString(directory.resolve("sleeper.pid"), "pid=" + sleeper.pid() + "\n");

        assertThat(new PidFiles(directory).clearLeftovers(Duration.ofSeconds(5)))
                .isEmpty();
        assertThat(sleeper.isAlive()).isTrue();
    }

    @Test
    void takesAnEndedChildNobodyAskedForAsEnded() throws Exception {
        // The shell that started the inner sleep is replaced by another sleep, which never asks how it ended.
        Process parent = new ProcessBuilder("/bin/sh", "-c", "sleep 0.1 & exec sleep 600").start();
        try {
            await().until(() -> parent.children().count() == 1);
            ProcessHandle child = parent.children().findFirst().orElseThrow();
            assertThat(Liveness.awaitEnd(child, Duration.ofSeconds(5))).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }
}
