package io.tapeline.stream.emr;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tapeline.testkit.emr.EmrJar;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar for EMR under {@code flink run}, with the catalog of AWS: as far as Glue's answer. */
class GlueIT {
    private static final int PATIENCE_SECONDS = 180;

    @TempDir
    private Path directory;

    @Test
    void asksGlueForTheTablesAndReportsItsAnswer() throws Exception {
        byte[] refusal =
                "{\"__type\":\"AccessDeniedException\",\"Message\":\"not authorized to perform: glue:GetTable\"}"
                        .getBytes(StandardCharsets.UTF_8);
        List<String> operations = new CopyOnWriteArrayList<>();
        HttpServer glue = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        glue.createContext("/", exchange -> {
            operations.add(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(400, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        glue.start();
        try {
            Process client = flinkRun("http://127.0.0.1:" + glue.getAddress().getPort());
            try {
                assertThat(client.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            } finally {
                client.destroyForcibly();
            }
            assertThat(Files.readString(log()))
                    .contains("AccessDeniedException", "not authorized to perform: glue:GetTable");
            assertThat(client.exitValue()).isEqualTo(1);
            assertThat(operations).first().isEqualTo("AWSGlue.GetTable");
        } finally {
            glue.stop(0);
        }
    }

    private Process flinkRun(String glue) throws Exception {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(conf.resolve("config.yaml"), "parallelism.default: 1\n");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx300m"));
        command.addAll(ClusterClassPath.addOpens());
        command.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        ClusterClassPath.jars().stream().map(Path::toString).toList()),
                "org.apache.flink.client.cli.CliFrontend",
                "run",
                "-t",
                "local",
                EmrJar.find("stream-processor").toString(),
                "--kinesis.stream-arn=arn:aws:kinesis:us-east-1:000000000000:stream/market-data",
                "--catalog.type=glue",
                "--catalog.warehouse=s3://lake/warehouse",
                "--checkpoints.uri=" + directory.resolve("checkpoints").toUri()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().putAll(ClusterClassPath.environment());
        builder.environment().put("FLINK_CONF_DIR", conf.toString());
        builder.environment().put("AWS_ENDPOINT_URL_GLUE", glue);
        return builder.start();
    }

    private static Path log() throws Exception {
        return Files.createDirectories(Path.of("target", "emr-it").toAbsolutePath())
                .resolve("glue.log");
    }
}
