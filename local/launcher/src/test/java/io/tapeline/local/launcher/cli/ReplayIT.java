package io.tapeline.local.launcher.cli;

import static io.tapeline.local.replay.ScriptedIngest.acceptAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.local.replay.ScriptedIngest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, which is stopped half-way. */
@Timeout(120)
final class ReplayIT {
    private static final int TRADES = 400;
    private static final int CHUNK = 10;

    @TempDir
    private Path directory;

    private ScriptedIngest ingest;
    private Path file;
    private final List<String> trades = IntStream.range(0, TRADES)
            .mapToObj(i -> "{\"ts_event\":" + (1385337600_000_000_000L + i) + ",\"n\":" + i + "}")
            .toList();

    @BeforeEach
    void start() throws IOException {
        ingest = new ScriptedIngest();
        file = Files.write(directory.resolve("trades.ndjson"), trades);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    private Process replay(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Tapeline.class.getName(),
                "replay",
                file.toString(),
                "--dir",
                directory.resolve("state").toString(),
                "--ingest",
                ingest.uri().toString(),
                "--chunk",
                Integer.toString(CHUNK)));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
    }

    private Path output() {
        return directory.resolve("output.txt");
    }

    /** Answers some posts, and holds the next one until {@code released}. */
    private CountDownLatch holdAfter(int posts, CountDownLatch released) {
        CountDownLatch reached = new CountDownLatch(1);
        for (int i = 0; i < posts; i++) {
            ingest.onPost(acceptAll());
        }
        ingest.onPost((exchange, lines) -> {
            reached.countDown();
            try {
                released.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            acceptAll().to(exchange, lines);
        });
        return reached;
    }

    private void assertThatTheRestFollows() throws Exception {
        Process resumed = replay("--resume");
        assertThat(resumed.waitFor()).as(() -> read(output())).isZero();
        List<String> received = ingest.received().stream().flatMap(List::stream).toList();
        assertThat(received)
                .as("the post that was under way is sent again, nothing else is")
                .hasSize(TRADES + CHUNK)
                .containsAll(trades);
        assertThat(received.subList(7 * CHUNK, 8 * CHUNK)).isEqualTo(received.subList(8 * CHUNK, 9 * CHUNK));
        assertThat(received.subList(8 * CHUNK, received.size())).isEqualTo(trades.subList(7 * CHUNK, TRADES));
        assertThat(read(output()))
                .contains("  resumed behind line 70, after 70 trades")
                .contains("  400 of 400 trades accepted")
                .contains("  330 of them since it was resumed, in ");
        assertThat(ingest.requests()).last().asString().endsWith("/close");
        try (var list = Files.list(directory.resolve("state/replays"))) {
            assertThat(list.filter(each -> each.toString().endsWith(".json"))).isEmpty();
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void saysHowToGoOnWhenItIsToldToStopAndDoesGoOn() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch reached = holdAfter(7, released);
        Process process = replay();
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();

        process.destroy();

        assertThat(process.waitFor()).as("as any process that SIGTERM ends").isEqualTo(143);
        released.countDown();
        assertThat(read(output()))
                .contains("  ■ stopped")
                .contains("  70 of 70 trades accepted in ")
                .contains("  go on with it: ./tapeline replay " + file + " --dir ")
                .contains(" --chunk 10 --resume")
                .doesNotContain("tapeline: ");
        assertThatTheRestFollows();
    }

    @Test
    void goesOnAfterAKillThatItCouldNotSee() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch reached = holdAfter(7, released);
        Process process = replay();
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();

        process.destroyForcibly();

        assertThat(process.waitFor()).isEqualTo(137);
        released.countDown();
        assertThatTheRestFollows();
    }

    @Test
    void stopsAtOnceWhileItWaitsForATradeToBeDue() throws Exception {
        List<String> apart = List.of(
                "{\"ts_event\":\"2013-11-25T00:00:00Z\"}",
                "{\"ts_event\":\"2013-11-25T00:00:00Z\"}",
                "{\"ts_event\":\"2013-11-26T00:00:00Z\"}");
        Files.write(file, apart);
        CountDownLatch posted = new CountDownLatch(1);
        ingest.onPost((exchange, lines) -> {
            acceptAll().to(exchange, lines);
            posted.countDown();
        });
        Process process = replay("--speed", "2x");
        assertThat(posted.await(60, TimeUnit.SECONDS)).isTrue();
        // What it keeps tells that it has read the answer; then it waits for half a day.
        await().until(() -> {
            try (var list = Files.list(directory.resolve("state/replays"))) {
                return list.anyMatch(each -> each.toString().endsWith(".json"));
            }
        });

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(read(output())).contains("  2 of 2 trades accepted in ").contains("--speed 2x --resume");
        assertThat(ingest.received()).containsExactly(apart.subList(0, 2));
    }
}
