package io.tapeline.local.standins;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.process.HealthCheck;
import io.tapeline.local.process.JavaCommand;
import io.tapeline.local.process.ServiceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * S3, by S3Proxy on plain files. Path-style addressing, any credentials, conditional writes and multipart uploads;
 * no object tagging. The files survive a restart.
 */
public final class S3StandIn {
    /** The name of the service. */
    public static final String NAME = "s3";
    /** The bucket of the tables. */
    public static final String LAKE_BUCKET = "tapeline-lake";
    /** The bucket of the stream processor's checkpoints. */
    public static final String CHECKPOINT_BUCKET = "tapeline-checkpoints";

    private static final String MAX_HEAP = "128m";

    private S3StandIn() {}

    /**
     * How to run it.
     *
     * @param port to listen on
     * @param data holds one directory for each bucket
     * @param log of the process
     */
    public record Settings(int port, Path data, Path log) {
        public Settings {
            requireNonNull(data, "data is null");
            requireNonNull(log, "log is null");
        }

        /** Where clients find it. */
        public URI endpoint() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    /** The service. It is well when it lists its buckets. S3Proxy insists on a file of properties; it stands in the data directory's parent. */
    public static ServiceSpec spec(Settings settings) {
        Path data = settings.data().toAbsolutePath();
        return ServiceSpec.builder(NAME)
                .command(JavaCommand.of("org.gaul.s3proxy.Main", MAX_HEAP)
                        .jvmArgs("-XX:TieredStopAtLevel=1")
                        .classpath(
                                TapelineHome.built("local/stand-ins/target/s3proxy/s3proxy-jar-with-dependencies.jar"))
                        .args("--properties", writeProperties(settings, data).toString())
                        .build())
                .workingDirectory(data)
                .log(settings.log())
                .port(settings.port())
                .health(HealthCheck.http(settings.endpoint()))
                .build();
    }

    private static Path writeProperties(Settings settings, Path data) {
        Path file = data.resolveSibling("s3proxy.properties");
        try {
            Files.createDirectories(data);
            return Files.writeString(
                    file,
                    String.join(
                            "\n",
                            "s3proxy.endpoint=" + settings.endpoint(),
                            "s3proxy.authorization=none",
                            "s3proxy.ignore-unknown-headers=true",
                            "jclouds.provider=filesystem-nio2",
                            "jclouds.filesystem.basedir=" + data.toString().replace("\\", "\\\\"),
                            ""));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /**
     * Creates a bucket; does nothing if it exists.
     *
     * @throws UncheckedIOException if the service does not answer
     */
    public static void createBucket(URI endpoint, String bucket) {
        HttpRequest put = HttpRequest.newBuilder(endpoint.resolve("/" + bucket))
                .timeout(Duration.ofSeconds(10))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 && answer.statusCode() != 409) {
                throw new IllegalStateException(
                        "bucket " + bucket + " not created: " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create bucket " + bucket, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating bucket " + bucket, e);
        }
    }
}
