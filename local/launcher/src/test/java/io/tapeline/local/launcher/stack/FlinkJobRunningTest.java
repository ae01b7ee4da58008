package io.tapeline.local.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tapeline.local.process.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlinkJobRunningTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no job     | {\"jobs\":[]} | no job has been submitted yet",
                "restarting | {\"jobs\":[{\"state\":\"RESTARTING\",\"tasks\":{\"total\":4,\"running\":0}}]}"
                        + " | the job is RESTARTING with 0 of 4 tasks running",
                "deploying  | {\"jobs\":[{\"state\":\"RUNNING\",\"tasks\":{\"total\":4,\"running\":3}}]}"
                        + " | the job is RUNNING with 3 of 4 tasks running",
                "running    | {\"jobs\":[{\"state\":\"RUNNING\",\"tasks\":{\"total\":4,\"running\":4}}]} |"
            })
    void passesWhenEveryTaskRuns(String name, String body, String problem) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jobs/overview", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            URI web = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Health expected = problem == null ? Health.healthy() : Health.unhealthy(problem);

            assertThat(new FlinkJobRunning(web).check()).as(name).isEqualTo(expected);
        } finally {
            server.stop(0);
        }
    }
}
