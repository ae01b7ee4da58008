package io.tapeline.stream.emr;

import io.tapeline.local.process.FreePorts;
import io.tapeline.testkit.emr.EmrJar;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Flink application cluster of two processes, a job manager that runs the job's main method and a task manager, as
 * YARN starts them: its own configuration, and of class path what a cluster has.
 */
public final class Cluster implements AutoCloseable {
    private static final String JOB_MANAGER =
            "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";
    private static final String TASK_MANAGER = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    /** Where the job's jar is. */
    public enum JobJar {
        /** With a class loader of its own, which looks there first: {@code yarn.classpath.include-user-jar: DISABLED}. */
        OF_THE_USER,
        /** Among Flink's own: YARN's default. */
        AMONG_FLINKS
    }

    private final Path directory;
    private final int restPort;
    private final List<Process> processes = new ArrayList<>();

    private Cluster(Path directory) {
        this.directory = directory;
        this.restPort = FreePorts.find();
    }

    /**
     * Starts the cluster and on it the job.
     *
     * @param directory of its own
     * @param configuration of the cluster, beyond what a cluster so small needs
     * @param entry Flink's own arguments, and the job's
     */
    public static Cluster start(Path directory, JobJar jar, Map<String, String> configuration, List<String> entry) {
        Cluster cluster = new Cluster(directory);
        try {
            Files.createDirectories(directory.resolve("lib"));
            Path conf = Files.createDirectories(directory.resolve("conf"));
            Files.write(conf.resolve("config.yaml"), cluster.configuration(configuration));
            Path job = EmrJar.find("stream-processor");
            String classPath = ClusterClassPath.text();
            switch (jar) {
                case OF_THE_USER ->
                    Files.createSymbolicLink(
                            Files.createDirectories(directory.resolve("usrlib")).resolve("job.jar"), job);
                case AMONG_FLINKS -> classPath = job + File.pathSeparator + classPath;
            }
            List<String> arguments = new ArrayList<>(List.of(JOB_MANAGER, "--configDir", conf.toString()));
            arguments.addAll(entry);
            cluster.process("jobmanager", "-Xmx400m", classPath, arguments);
            cluster.process(
                    "taskmanager", "-Xmx500m", classPath, List.of(TASK_MANAGER, "--configDir", conf.toString()));
            return cluster;
        } catch (IOException failed) {
            cluster.close();
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> configuration(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("jobmanager.rpc.address", "127.0.0.1");
        all.put("jobmanager.rpc.port", Integer.toString(FreePorts.find()));
        all.put("jobmanager.bind-host", "127.0.0.1");
        all.put("rest.address", "127.0.0.1");
        all.put("rest.bind-address", "127.0.0.1");
        all.put("rest.port", Integer.toString(restPort));
        all.put("taskmanager.host", "127.0.0.1");
        all.put("taskmanager.bind-host", "127.0.0.1");
        all.put("taskmanager.numberOfTaskSlots", "1");
        // What Flink's start script would work out.
        all.put("taskmanager.cpu.cores", "1.0");
        all.put("taskmanager.memory.task.heap.size", "256m");
        all.put("taskmanager.memory.task.off-heap.size", "0");
        all.put("taskmanager.memory.framework.heap.size", "128m");
        all.put("taskmanager.memory.framework.off-heap.size", "128m");
        all.put("taskmanager.memory.jvm-metaspace.size", "256m");
        all.put("taskmanager.memory.jvm-overhead.min", "128m");
        all.put("taskmanager.memory.jvm-overhead.max", "128m");
        all.put("taskmanager.memory.network.min", "64m");
        all.put("taskmanager.memory.network.max", "64m");
        all.put("taskmanager.memory.managed.size", "0");
        all.put("io.tmp.dirs", directory.toString());
        all.putAll(more);
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    private void process(String name, String heap, String classPath, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-XX:+UseSerialGC"));
        command.addAll(ClusterClassPath.addOpens());
        command.addAll(List.of("-Dlog4j.configurationFile=" + log4j(), "-cp", classPath));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment().putAll(ClusterClassPath.environment());
        builder.environment().put("FLINK_LIB_DIR", directory.resolve("lib").toString());
        processes.add(builder.start());
    }

    private Path log4j() throws IOException {
        return Files.writeString(directory.resolve("log4j.properties"), """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = console
                appender.console.name = console
                appender.console.type = CONSOLE
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d %p %c{1} %m%n%ex
                """);
    }

    private Path log(String name) throws IOException {
        Path logs = Files.createDirectories(Path.of("target", "emr-it").toAbsolutePath());
        return logs.resolve(directory.getFileName() + "-" + name + ".log");
    }

    /** Flink's REST answer; empty while there is none. */
    public String get(String path) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + restPort + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Whether both processes are there. */
    public boolean isAlive() {
        return processes.stream().allMatch(Process::isAlive);
    }

    /** SIGKILL. */
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }
}
