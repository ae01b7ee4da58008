package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogFollowerTest {
    @TempDir
    private Path directory;

    @Test
    void goesOnWhereItStoppedAndWaitsForWholeLines() throws IOException {
        Path log = Files.writeString(directory.resolve("a.log"), "one\ntwo\nthr");
        LogFollower follower = new LogFollower(log);

        assertThat(follower.last(1)).containsExactly("two");
        assertThat(follower.more()).isEmpty();
        Files.writeString(log, "ee\nfour\n", StandardOpenOption.APPEND);
        assertThat(follower.more()).containsExactly("three", "four");
    }

    @Test
    void startsAgainWhenTheLogWasCut() throws IOException {
        Path log = Files.writeString(directory.resolve("a.log"), "one\ntwo\nthree\n");
        LogFollower follower = new LogFollower(log);
        follower.last(10);

        Files.writeString(log, "new\n");

        assertThat(follower.more()).containsExactly("new");
    }

    @Test
    void showsTheEndOfALogThatIsLargerThanABlock() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("line ").append(i).append('\n');
        }
        Path log = Files.writeString(directory.resolve("a.log"), text);

        assertThat(new LogFollower(log).last(2)).containsExactly("line 99998", "line 99999");
    }
}
