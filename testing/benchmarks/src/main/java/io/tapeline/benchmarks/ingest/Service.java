package io.tapeline.benchmarks.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged ingest service, as a process of its own with a heap of 256 MB. Reads {@code /proc}: for Linux. */
final class Service implements AutoCloseable {
    private static final Path JAR = Path.of("ingest-service", "target", "quarkus-app", "quarkus-run.jar");
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)");
    private static final double TICKS_PER_SECOND = 100;
    private static final long POLL_NANOS = 50_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Process process;
    private final Path log;

    private Service(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it and waits until it is ready. */
    static Service start(Map<String, String> settings) throws IOException, InterruptedException {
        Path jar = repository().resolve(JAR);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: ./mvnw -q -Dquick -pl ingest-service -am package");
        }
        Path log = Files.createTempFile("ingest-benchmark-", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dquarkus.profile=local",
                "-Dquarkus.http.port=0"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", "tapeline");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "tapeline");
        Service service = new Service(builder.start(), log);
        service.awaitReady();
        return service;
    }

    private static Path repository() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("ingest-service"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("run this within the repository");
            }
        }
        return directory;
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher matcher = LISTENING.matcher(Files.readString(log));
            if (matcher.find()) {
                HttpRequest ready = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + matcher.group(1) + "/q/health/ready"))
                        .build();
                if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new IllegalStateException("the service is not ready: " + Files.readString(log));
    }

    int port() throws IOException {
        Matcher matcher = LISTENING.matcher(Files.readString(log));
        if (!matcher.find()) {
            throw new IllegalStateException("the service does not listen");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Processor time that the process has used so far, in seconds, all its threads together. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        // The name of the process, in parentheses, may hold spaces; user and system time are the 12th and 13th after
        // it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Resident memory now, in bytes. */
    long residentBytes() throws IOException {
        return status("VmRSS:");
    }

    /** The most resident memory so far, in bytes. */
    long peakResidentBytes() throws IOException {
        return status("VmHWM:");
    }

    private long status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no " + key);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(log);
    }
}
