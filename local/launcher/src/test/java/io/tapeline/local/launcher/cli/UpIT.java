package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.ServiceView;
import io.tapeline.local.launcher.stack.StackStatus;
import io.tapeline.local.launcher.stack.StateDirectory;
import io.tapeline.local.process.Liveness;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stand-ins, run by the commands as a person would; the services of the pipeline itself are left out. */
@Timeout(300)
final class UpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        run("down");
    }

    private int run(String... args) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--dir", directory.toString()));
        return Tapeline.commandLine(new Console(stream, stream, false, false, 100))
                .execute(all.toArray(String[]::new));
    }

    private String output() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }

    private void up() {
        assertThat(run("up", "--detach", "--without", "ingest-service,stream-processor,live-service"))
                .as(() -> "up: " + output())
                .isZero();
    }

    private RunningStack running() {
        return RunningStack.find(new StateDirectory(directory)).orElseThrow();
    }

    private Optional<ServiceView> service(String name) {
        return running().status().stream()
                .map(StackStatus::services)
                .flatMap(List::stream)
                .filter(view -> view.name().equals(name))
                .findFirst();
    }

    private List<ProcessHandle> processes() {
        List<ProcessHandle> all = new ArrayList<>(List.of(running().launcher()));
        running().launcher().descendants().forEach(all::add);
        return all;
    }

    private static void awaitEndOf(List<ProcessHandle> processes) {
        await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(Liveness::isAlive));
    }

    @Test
    void startsInTheBackgroundRestartsWhatDiesAndStopsEverything() {
        up();
        assertThat(output())
                .containsPattern("✓ kinesis +ready in")
                .containsPattern("✓ catalog +ready in")
                .contains("./tapeline down");
        assertThat(run("up")).as("a second one").isEqualTo(1);
        assertThat(output()).contains("it runs already");

        long pid = service("kinesis").orElseThrow().pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE)
                .until(() -> service("kinesis")
                        .filter(view -> view.state() == ServiceView.State.READY && view.restarts() == 1)
                        .isPresent());
        assertThat(run("status")).isZero();
        assertThat(output()).containsPattern("kinesis +ready +\\d+ ").contains("kinesis: it exited with code 137");
        assertThat(run("query", "SHOW TABLES")).isZero();
        assertThat(run("query", "--warehouse", "SELECT 42 AS answer")).isZero();
        assertThat(output()).contains("answer");

        List<ProcessHandle> processes = processes();
        assertThat(run("down")).isZero();
        awaitEndOf(processes);
        assertThat(run("status")).isEqualTo(1);
    }

    @Test
    void leavesNoOrphanWhenItIsKilledAndStartsAgainOnTheSameState() {
        up();
        List<ProcessHandle> processes = processes();
        assertThat(processes).hasSizeGreaterThan(4);

        running().launcher().destroyForcibly();
        awaitEndOf(processes);
        assertThat(run("status")).as("nothing runs").isEqualTo(1);

        up();
        assertThat(run("status")).isZero();
    }
}
