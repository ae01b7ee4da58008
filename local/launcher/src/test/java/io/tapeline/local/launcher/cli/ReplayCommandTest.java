package io.tapeline.local.launcher.cli;

import static io.tapeline.local.replay.ScriptedIngest.acceptAll;
import static io.tapeline.local.replay.ScriptedIngest.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.replay.ScriptedIngest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class ReplayCommandTest {
    private static final String NO = "{\"title\":\"Not now\"}";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ScriptedIngest ingest;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        ingest = new ScriptedIngest();
        file = Files.writeString(directory.resolve("trades.csv"), """
                time,price,qty
                1385337600,1,1
                1385337601,2,1
                1385337602,3,1
                1385337603,4,1
                1385337604,5,1
                """);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    private int replay(String... options) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream error = new PrintStream(err, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(
                "replay",
                file.toString(),
                "--dir=" + directory.resolve("state"),
                "--ingest=" + ingest.uri(),
                "--chunk=2"));
        all.addAll(List.of(options));
        return Tapeline.commandLine(new Console(print, error, false, false, 100))
                .execute(all.toArray(String[]::new));
    }

    private int fresh() {
        return replay("--symbol=S", "--venue=V");
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> prices() {
        return ingest.received().stream()
                .flatMap(List::stream)
                .map(item -> item.replaceAll(".*\"price\":\"(.*?)\".*\"sequence\":(\\d+).*", "$1/$2"))
                .toList();
    }

    private boolean hasKept() throws IOException {
        Path replays = directory.resolve("state/replays");
        try (var list = Files.list(replays)) {
            return list.findAny().isPresent();
        }
    }

    @Test
    void reportsWhatBecameOfTheFileAndKeepsNothingOfIt() throws IOException {
        assertThat(fresh()).isZero();

        assertThat(out())
                .containsPattern("replay [0-9a-f]{8}  .*trades.csv → http://127.0.0.1:")
                .containsPattern("  5 of 5 trades accepted in \\d+\\.\\d s: .*/s, .* MB/s, in 3 posts")
                .containsPattern("  acknowledged p50 .* ms, p95 .* ms, p99 .* ms, max .* ms");
        assertThat(prices()).containsExactly("1/1", "2/2", "3/3", "4/4", "5/5");
        assertThat(hasKept()).isFalse();
    }

    @Test
    void exitsWithOneWhenATradeIsRejectedAndTellsItsLine() throws IOException {
        ingest.onPost(
                acceptAll(),
                status(
                        200,
                        "{\"accepted\":1,\"rejected_count\":1,\"rejected\":[{\"index\":1,\"code\":\"NEGATIVE\","
                                + "\"message\":\"price is negative\"}]}"));

        assertThat(fresh()).isEqualTo(1);

        assertThat(out())
                .contains("  4 of 5 trades accepted in ")
                .containsIgnoringNewLines("  rejected as NEGATIVE: 1    line 5: price is negative");
        assertThat(hasKept()).isFalse();
    }

    @Test
    void goesOnWithWhatStopped() throws IOException {
        ingest.onPost(acceptAll(), status(415, NO));
        assertThat(fresh()).isEqualTo(3);
        assertThat(err()).startsWith("tapeline: lines 4-5: the ingest service answered 415, Not now");
        assertThat(out())
                .contains("  2 of 2 trades accepted in ")
                .contains("  go on with it: ./tapeline replay " + file + " --dir=" + directory.resolve("state")
                        + " --ingest=" + ingest.uri() + " --chunk=2 --symbol=S --venue=V --resume");

        assertThat(replay("--resume")).isZero();

        assertThat(out())
                .contains("  resumed behind line 3, after 2 trades")
                .contains("  5 of 5 trades accepted")
                .contains("  3 of them since it was resumed, in ");
        assertThat(prices()).containsExactly("1/1", "2/2", "3/3", "4/4", "3/3", "4/4", "5/5");
        assertThat(ingest.requests().stream()
                        .filter(each -> each.contains("?replay="))
                        .distinct())
                .as("the replay keeps its name")
                .hasSize(1);
        assertThat(hasKept()).isFalse();
        assertThat(replay("--resume")).as("it is done").isEqualTo(1);
        assertThat(err()).contains("there is nothing to resume: no replay of " + file);
    }

    @Test
    void hasNothingToGoOnWithWhenNothingWasAcknowledged() throws IOException {
        ingest.onPost(status(415, NO));

        assertThat(fresh()).isEqualTo(1);

        assertThat(out()).doesNotContain("--resume");
        assertThat(hasKept()).isFalse();
    }

    @Test
    void refusesToGoOnWithAFileThatHasChanged() throws IOException {
        ingest.onPost(acceptAll(), status(415, NO));
        fresh();
        Files.writeString(file, Files.readString(file) + "1385337605,6,1\n");

        assertThat(replay("--resume")).isEqualTo(1);

        assertThat(err())
                .contains("trades.csv is not the file of which replay ")
                .contains("it had 90 bytes and has 105");
        assertThat(ingest.received()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "--symbol=T, with --symbol S",
        "--venue=W, with --venue V",
        "--timestamp-unit=ms, without --timestamp-unit"
    })
    void refusesToReadTheRestInAnotherWay(String option, String message) {
        ingest.onPost(acceptAll(), status(415, NO));
        fresh();

        assertThat(replay("--resume", option)).isEqualTo(2);

        assertThat(err()).contains("the replay was begun " + message + ", so it cannot be resumed with ");
    }

    @Test
    void mentionsAnEarlierReplayThatStopped() {
        ingest.onPost(acceptAll(), status(415, NO));
        fresh();

        assertThat(fresh()).isZero();

        assertThat(out()).contains("stopped after 2 trades; --resume goes on with it");
        assertThat(replay("--resume")).as("it is still there").isZero();
    }

    @Test
    void saysWhereAFileCannotBeReadFurtherAndWhatWasPostedUntilThen() throws IOException {
        Files.writeString(file, Files.readString(file) + "1385337605,6\n");

        assertThat(fresh()).isEqualTo(1);

        assertThat(out()).contains("  4 of 4 trades accepted").doesNotContain("--resume");
        assertThat(err()).contains("tapeline: line 7: 2 cells where the header has 3");
        assertThat(hasKept()).as("the file will be another once it is mended").isFalse();
    }

    @Test
    void namesItsPace() {
        assertThat(replay("--symbol=S", "--venue=V", "--speed=1000x", "--rate=1.5k"))
                .isZero();

        assertThat(out()).contains(", 1000 times as fast as it happened, at most 1500 trades/s");
    }
}
