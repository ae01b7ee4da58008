package io.tapeline.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessIT {
    @TempDir
    Path state;

    @Test
    void writesOutputAndErrorsToTheLogAndReportsTheExitCode() throws Exception {
        ManagedProcess process =
                ManagedProcess.start(Programs.shell("talker", state, "echo out $GREETING; echo err >&2; exit 4")
                        .environment("GREETING", "hello")
                        .build());

        assertThat(process.awaitExit()).isEqualTo(4);
        assertThat(Files.readString(state.resolve("talker.log"))).isEqualTo("out hello\nerr\n");
    }

    @Test
    void setsALogAsideThatHasGrownLarge() throws Exception {
        Path log = state.resolve("talker.log");
        try (RandomAccessFile large = new RandomAccessFile(log.toFile(), "rw")) {
            large.setLength((32L << 20) + 1);
        }

        ManagedProcess.start(Programs.shell("talker", state, "echo new").build())
                .awaitExit();

        assertThat(Files.readString(log)).isEqualTo("new\n");
        assertThat(state.resolve("talker.log.1")).hasSize((32L << 20) + 1);
    }

    @Test
    void ignoresTheSignalsATerminalSendsToAll() throws Exception {
        ManagedProcess process =
                ManagedProcess.start(Programs.sleeper("sleeper", state).build());
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(state.resolve("sleeper.started")));
            for (String signal : List.of("-INT", "-HUP")) {
                new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            }
            await().during(Duration.ofMillis(500)).until(process::isAlive);
        } finally {
            process.stop();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(state.resolve("sleeper.stopped")).exists();
    }

    @Test
    void killsWhatDoesNotStopAndItsChildren() {
        ManagedProcess process =
                ManagedProcess.start(Programs.shell("stubborn", state, "trap '' TERM; sh -c 'sleep 600; true'; true")
                        .stopGrace(Duration.ofMillis(300))
                        .build());
        await().until(() -> process.handle().descendants().count() == 2);
        List<ProcessHandle> descendants = process.handle().descendants().toList();

        process.stop();

        assertThat(process.isAlive()).isFalse();
        await().until(() -> descendants.stream().noneMatch(Liveness::isAlive));
    }

    @Test
    void doesNotStartOnAPortThatIsTaken() throws IOException {
        int port = FreePorts.find();
        try (ServerSocket holder = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(holder.isBound()).isTrue();
            ServiceSpec spec =
                    Programs.shell("server", state, "exec sleep 600").port(port).build();
            assertThatThrownBy(() -> ManagedProcess.start(spec))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
    }

    @Test
    void endsWithTheFailureOfItsMainClass() throws Exception {
        ManagedProcess process = ManagedProcess.start(ServiceSpec.builder("broken")
                .command(JavaCommand.of("io.tapeline.NoSuchMain", "16m").build())
                .log(state.resolve("broken.log"))
                .health(Health::healthy)
                .build());

        assertThat(process.awaitExit()).isEqualTo(1);
        assertThat(Files.readString(state.resolve("broken.log"))).contains("ClassNotFoundException");
    }
}
