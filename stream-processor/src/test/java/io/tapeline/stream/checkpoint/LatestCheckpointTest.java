package io.tapeline.stream.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestCheckpointTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    private Path root;

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(LatestCheckpoint.under(root.resolve("not-there").toUri().toString()))
                .isEmpty();
        assertThat(LatestCheckpoint.under(root.toUri().toString())).isEmpty();
    }

    @Test
    void takesTheNewestOfAllRuns() throws IOException {
        checkpoint("aa11", "chk-90", NOON);
        checkpoint("bb22", "chk-91", NOON.plusSeconds(60));
        checkpoint("cc33", "chk-7", NOON.plusSeconds(30));

        assertThat(found()).isEqualTo("bb22/chk-91");
    }

    @Test
    void takesTheHigherNumberOfThoseWrittenInOneSecond() throws IOException {
        checkpoint("aa11", "chk-10", NOON);
        checkpoint("bb22", "chk-11", NOON);
        checkpoint("cc33", "chk-9", NOON);

        assertThat(found()).isEqualTo("bb22/chk-11");
    }

    @Test
    void passesOverWhatIsNotComplete() throws IOException {
        checkpoint("aa11", "chk-1", NOON);
        Files.createDirectories(root.resolve("bb22/chk-2"));
        Files.createDirectories(root.resolve("bb22/shared"));
        Files.createDirectories(root.resolve("bb22/taskowned"));

        assertThat(found()).isEqualTo("aa11/chk-1");
    }

    private void checkpoint(String run, String name, Instant written) throws IOException {
        Path metadata = Files.createDirectories(root.resolve(run).resolve(name)).resolve("_metadata");
        Files.createFile(metadata);
        Files.setLastModifiedTime(metadata, FileTime.from(written));
    }

    private String found() throws IOException {
        return LatestCheckpoint.under(root.toUri().toString())
                .map(path -> path.getParent().getName() + "/" + path.getName())
                .orElse("none");
    }
}
