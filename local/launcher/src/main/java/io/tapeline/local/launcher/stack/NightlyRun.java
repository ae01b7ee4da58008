package io.tapeline.local.launcher.stack;

import io.tapeline.local.process.JavaCommand;
import io.tapeline.local.standins.Credentials;
import io.tapeline.local.standins.TapelineHome;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the nightly batch on a stack, as a process of its own. It ends when this process does. One run at a time.
 */
public final class NightlyRun {
    /** The name of its log. */
    public static final String NAME = "nightly";

    private static final String MAX_HEAP = "1100m";

    private final StateDirectory state;
    private final Endpoints endpoints;
    private final String warehouse;

    NightlyRun(StateDirectory state, Endpoints endpoints, String warehouse) {
        this.state = state;
        this.endpoints = endpoints;
        this.warehouse = warehouse;
    }

    /**
     * Runs it to its end.
     *
     * @param arguments its own, such as {@code --date=2013-11-25}
     * @param progress gets each line that it prints; what its libraries have to say goes to its log
     * @return its exit code
     * @throws InterruptedException if the thread is interrupted; then the process has been ended
     */
    public int run(List<String> arguments, Consumer<String> progress) throws InterruptedException {
        try {
            Files.createDirectories(state.logs());
            File log = state.log(NAME).toFile();
            ProcessBuilder builder = new ProcessBuilder(command(arguments))
                    .directory(state.path().toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(log));
            builder.environment().put("SPARK_LOCAL_DIRS", state.data(NAME).toString());
            environment(builder.environment());
            Process process = builder.start();
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    progress.accept(line);
                }
                return process.waitFor();
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run the nightly batch", e);
        }
    }

    private List<String> command(List<String> arguments) {
        JavaCommand command = JavaCommand.of("io.tapeline.batch.NightlyJob", MAX_HEAP);
        ArgumentFile.read(new Checkout(TapelineHome.path()).batchClassPath()).addTo(command);
        return command.args(Settings.args(Settings.lake(endpoints)))
                .args("--warehouse.url=" + warehouse)
                .args(arguments.toArray(String[]::new))
                .build();
    }

    private static void environment(Map<String, String> environment) {
        environment.put("AWS_ACCESS_KEY_ID", Credentials.ACCESS_KEY_ID);
        environment.put("AWS_SECRET_ACCESS_KEY", Credentials.SECRET_ACCESS_KEY);
        environment.put("AWS_REGION", Credentials.REGION);
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("MALLOC_ARENA_MAX", "2");
    }
}
