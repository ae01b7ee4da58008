package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.launcher.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said without a stack that runs. */
final class TapelineTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                100);
        List<String> all =
                new ArrayList<>(List.of("--dir", directory.resolve("state").toString()));
        all.addAll(List.of(args));
        return Tapeline.commandLine(console).execute(all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsEveryCommandInItsHelp() {
        assertThat(run("--help")).isZero();

        assertThat(out())
                .contains("demo ", "up ", "down ", "status ", "logs ", "replay ", "nightly ", "query ", "keys ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "down", "status", "logs", "replay", "nightly", "query", "keys"})
    void explainsEachCommand(String command) {
        assertThat(run(command, "--help")).isZero();

        assertThat(out())
                .startsWith("Usage: tapeline " + command)
                .contains("--dir=DIR")
                .contains("--help");
        assertThat(out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isZero();

        assertThat(out()).matches("(?s)tapeline \\d+\\.\\d+\\.\\d+.*\\RJava 17.*");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "stauts                            | Unmatched argument at index 2: 'stauts'",
                "nightly                           | say which dates: --date, or --from and --to",
                "nightly --date 2013-11-25 --to 2013-11-26 | say which dates: --date, or --from and --to",
                "nightly --date 25.11.2013         | Invalid value for option '--date'",
                "up --without flink                | 'flink' is none of kinesis, s3, postgres",
                "replay f.csv --timestamp-unit min | 'min' is not s, ms, us or ns",
                "replay f.csv --speed fast         | 'fast' is no speed such as 10x, 0.5x or max",
                "replay f.csv --speed 0            | '0' is not between 1e-12 and 1e12",
                "replay f.csv --rate 10x           | '10x' is no rate such as 500, 20k or 1.5M",
                "query                             | Missing required parameter: 'SQL'",
                "query x --format xml              | expected one of [TABLE, CSV, JSON]"
            })
    void refusesBadArgumentsInOneLineAndSaysWhereTheHelpIs(String arguments, String message) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(err()).startsWith("tapeline: ").contains(message).contains("--help");
        assertThat(out()).isEmpty();
    }

    @Test
    void guessesWhichCommandWasMeant() {
        run("stauts");

        assertThat(err()).contains("Did you mean: tapeline status?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "query SELECT", "nightly --date 2013-11-25"})
    void saysHowToStartWhenNothingRuns(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(1);

        assertThat(err())
                .isEqualToNormalizingNewlines(
                        "tapeline: nothing runs in " + directory.resolve("state") + "; start it with: ./tapeline up\n");
    }

    @Test
    void hasNothingToStopWhenNothingRuns() {
        assertThat(run("down")).isZero();

        assertThat(out()).isEqualToNormalizingNewlines("nothing runs in " + directory.resolve("state") + "\n");
    }

    @Test
    void refusesToReplayAFileThatIsNotThere() {
        assertThat(run("replay", directory.resolve("none.csv").toString())).isEqualTo(1);

        assertThat(err()).contains("none.csv is not a file that can be read");
    }

    @Test
    void showsTheEndOfALog() throws IOException {
        Path logs = Files.createDirectories(directory.resolve("state/logs"));
        Files.writeString(logs.resolve("kinesis.log"), "one\ntwo\nthree\n");

        assertThat(run("logs", "kinesis", "-n", "2")).isZero();

        assertThat(out()).isEqualToNormalizingNewlines("two\nthree\n");
        assertThat(run("logs", "flink")).isEqualTo(1);
        assertThat(err()).contains("there is no log of flink; there are: kinesis");
    }

    @Test
    void writesAnUnforeseenFailureToAFileAndNamesIt() throws IOException {
        Path control = Files.createDirectories(directory.resolve("state/control"));
        Files.createDirectories(control.resolve("status.json"));
        // A file where a directory must be.
        Files.writeString(directory.resolve("state/run"), "");

        assertThat(run("down")).isEqualTo(1);

        assertThat(err()).startsWith("tapeline: unexpected ").doesNotContain("\tat ");
        assertThat(directory.resolve("state/logs/launcher-errors.log"))
                .content()
                .contains("\tat ");
    }
}
