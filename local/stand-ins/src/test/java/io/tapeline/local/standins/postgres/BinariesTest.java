package io.tapeline.local.standins.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
    @TempDir
    Path directory;

    @Test
    void removesWhatWasUnpackedInPartBeforeTheNextTry() throws IOException {
        Path half = Files.createDirectories(directory.resolve("PG-1/bin"));
        Files.writeString(half.resolve("initdb"), "half a pro");

        boolean thereAtStart = Binaries.whileUnpackingAlone(directory, () -> Files.exists(directory.resolve("PG-1")));

        assertThat(thereAtStart).isFalse();
    }

    @Test
    void keepsWhatWasUnpackedToItsEnd() throws IOException {
        Path whole = Files.createDirectories(directory.resolve("PG-1/bin"));
        Files.createFile(directory.resolve("PG-1/.exists"));

        boolean thereAtStart = Binaries.whileUnpackingAlone(directory, () -> Files.exists(whole));

        assertThat(thereAtStart).isTrue();
    }
}
