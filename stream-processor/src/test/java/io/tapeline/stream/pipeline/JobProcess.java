package io.tapeline.stream.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The job as a process of its own, started as the packaged files say. */
final class JobProcess implements AutoCloseable {
    private static final Path TARGET = Path.of("target");

    private final Process process;
    private final int webPort;

    private JobProcess(Process process, int webPort) {
        this.process = process;
        this.webPort = webPort;
    }

    static JobProcess start(Path log, int webPort, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "@" + TARGET.resolve("runtime.classpath"),
                "io.tapeline.stream.StreamProcessorJob",
                "--web.port=" + webPort));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "tapeline",
                        "AWS_SECRET_ACCESS_KEY", "tapeline",
                        "AWS_REGION", "us-east-1",
                        "FLINK_PLUGINS_DIR",
                                TARGET.resolve("plugins").toAbsolutePath().toString()));
        try {
            return new JobProcess(builder.start(), webPort);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Flink's own word on its jobs; empty while it does not answer. */
    String overview() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + webPort + "/jobs/overview"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Resident memory in megabytes, or 0 where /proc does not tell. */
    long residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unknown) {
            return 0;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; whether it ended in time. */
    boolean terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
