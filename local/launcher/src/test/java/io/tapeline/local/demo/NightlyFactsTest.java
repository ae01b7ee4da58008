package io.tapeline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.demo.NightlyFacts.Night;
import io.tapeline.local.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NightlyFactsTest {
    @Test
    void readsTheBatchsReport(@TempDir Path directory) throws IOException {
        Path report = Files.writeString(directory.resolve("report.json"), """
                {"succeeded": true, "differences": 1, "seconds": 9.5, "dates": [
                  {"date": "2013-11-25", "succeeded": true, "seconds": 4.5, "steps": {
                    "rebuild-bars": {"status": "succeeded", "trades": 10, "late": 2, "duplicates": 3, "differences": 1,
                      "bars": {"1s": {"rebuilt": 7, "missing": 1}, "1d": {"rebuilt": 1}}},
                    "daily-bars": {"status": "succeeded", "symbols": 1}}}]}
                """);

        assertThat(NightlyFacts.read(report).dates())
                .isEqualTo(Map.of(LocalDate.of(2013, 11, 25), new Night(true, 10, 2, 3, 8, 1, 4.5)));
    }

    @Test
    void showsALineForEachDateAndWhatFailed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        NightlyProgress progress = new NightlyProgress(new Console(out, out, false, false, 100), 2);

        List.of(
                        "2013-11-25  rebuild-bars     succeeded    9.0 s",
                        "2013-11-25  load-warehouse   skipped      0.1 s  same rows",
                        "2013-11-26  rebuild-bars     failed       1.0 s  out of luck",
                        "date          trades   late")
                .forEach(progress);
        progress.end();

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  2013-11-25  2 steps  1 of 2",
                        "  ✗ 2013-11-26  rebuild-bars     failed       1.0 s  out of luck",
                        "  2013-11-26  1 steps  2 of 2");
    }
}
