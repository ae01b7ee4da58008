package io.tapeline.stream.emr;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a process of a Flink cluster starts with: Flink, Hadoop and log4j, none of the job's libraries. */
final class ClusterClassPath {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private ClusterClassPath() {}

    static List<Path> jars() {
        try (var lib = Files.newDirectoryStream(TARGET.resolve("cluster/lib"), "*.jar")) {
            List<Path> jars = new ArrayList<>();
            lib.forEach(jars::add);
            jars.sort(null);
            Arrays.stream(Files.readString(TARGET.resolve("cluster.classpath")).split(File.pathSeparator))
                    .map(String::trim)
                    .map(Path::of)
                    .forEach(jars::add);
            return jars;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String text() {
        return jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** As Flink's own configuration of its processes has them. */
    static List<String> addOpens() {
        return List.of(
                "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
                "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
                "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.net=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.text=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");
    }

    static Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", "tapeline",
                "AWS_SECRET_ACCESS_KEY", "tapeline",
                "AWS_REGION", "us-east-1",
                // S3 for checkpoints: the file system of the distribution, as a plugin. EMR has its own.
                "FLINK_PLUGINS_DIR", TARGET.resolve("plugins").toString());
    }
}
