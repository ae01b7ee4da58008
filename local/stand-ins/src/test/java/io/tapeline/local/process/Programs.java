package io.tapeline.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Small programs for the tests to run as children. */
final class Programs {
    private Programs() {}

    /** Makes the first file that it is given, waits until it is stopped, then makes the second. */
    public static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] args) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> touch(Path.of(args[1]))));
            touch(Path.of(args[0]));
            new CountDownLatch(1).await();
        }
    }

    /** Opens a supervisor on the given directory with a JVM and a shell for children, and waits. */
    public static final class Supervising {
        private Supervising() {}

        public static void main(String[] args) throws InterruptedException {
            Path state = Path.of(args[0]);
            try (Supervisor supervisor = Supervisor.open(state, RestartPolicy.never(), event -> {})) {
                supervisor.start(List.of(
                        sleeper("jvm", state).build(),
                        shell("shell", state, "sleep 600").build()));
                touch(state.resolve("up"));
                new CountDownLatch(1).await();
            }
        }
    }

    /** Is well when its shutdown hook stands. */
    static ServiceSpec.Builder sleeper(String name, Path state) {
        Path started = state.resolve(name + ".started");
        JavaCommand command = JavaCommand.of(Sleeper.class.getName(), "16m")
                .classpath(JavaCommand.codeSource(Programs.class))
                .args(started.toString(), state.resolve(name + ".stopped").toString());
        return service(name, state, command.build())
                .health(() -> Files.exists(started) ? Health.healthy() : Health.unhealthy("starting"));
    }

    static ServiceSpec.Builder shell(String name, Path state, String script) {
        return service(name, state, List.of("/bin/sh", "-c", script));
    }

    private static ServiceSpec.Builder service(String name, Path state, List<String> command) {
        return ServiceSpec.builder(name)
                .command(command)
                .log(state.resolve(name + ".log"))
                .health(Health::healthy)
                .startTimeout(Duration.ofSeconds(30))
                .stopGrace(Duration.ofSeconds(5));
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
