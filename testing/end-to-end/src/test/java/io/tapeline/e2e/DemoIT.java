package io.tapeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as a newcomer runs it. */
class DemoIT {
    @Test
    void theDemoComesOutRight(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("demo.txt");
        Process demo = new ProcessBuilder(
                        Path.of("../../tapeline").toAbsolutePath().toString(),
                        "demo",
                        "--exit",
                        "--dir",
                        directory.resolve("state").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(demo.waitFor(10, TimeUnit.MINUTES)).isTrue();
        } finally {
            demo.destroy();
        }
        assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("100,000");
    }
}
