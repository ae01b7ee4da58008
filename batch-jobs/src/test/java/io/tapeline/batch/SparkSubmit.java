package io.tapeline.batch;

import io.tapeline.testkit.emr.EmrJar;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code spark-submit} of the packaged jar: Spark and Iceberg on the class path, none of the job's libraries. */
final class SparkSubmit {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 300;

    private SparkSubmit() {}

    /**
     * How it ended.
     *
     * @param status of the process
     * @param text what it wrote, to both outputs
     */
    record Result(int status, String text) {}

    /** What the cluster has. */
    static List<Path> classPath() throws IOException {
        return Arrays.stream(
                        Files.readString(TARGET.resolve("cluster.classpath")).split(File.pathSeparator))
                .map(String::trim)
                .map(Path::of)
                .toList();
    }

    static Result run(String name, Path directory, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx700m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        for (String opened : List.of(
                "java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        for (String opened : List.of(
                "java.util.concurrent",
                "java.util.concurrent.atomic",
                "sun.nio.ch",
                "sun.nio.cs",
                "sun.security.action",
                "sun.util.calendar")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Djdk.reflect.useDirectMethodHandle=false",
                "-cp",
                String.join(
                        File.pathSeparator,
                        classPath().stream().map(Path::toString).toList()),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[2]",
                "--name",
                name,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.sql.shuffle.partitions=3",
                "--class",
                "io.tapeline.batch.NightlyJob",
                EmrJar.find("batch-jobs").toString()));
        command.addAll(arguments);
        Path log = Files.createDirectories(TARGET.resolve("emr-it")).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_LOCAL_IP", "127.0.0.1",
                        "AWS_ACCESS_KEY_ID", "tapeline",
                        "AWS_SECRET_ACCESS_KEY", "tapeline",
                        "AWS_REGION", "us-east-1"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("did not end in time: see " + log);
            }
            return new Result(process.exitValue(), Files.readString(log));
        } finally {
            process.destroyForcibly();
        }
    }
}
