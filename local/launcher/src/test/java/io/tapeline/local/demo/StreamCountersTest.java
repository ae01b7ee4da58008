package io.tapeline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StreamCountersTest {
    /** As Flink 1.20 answers. */
    private static final Map<String, String> ANSWERS = Map.of(
            "/jobs", "{\"jobs\":[{\"id\":\"j1\",\"status\":\"RUNNING\"}]}",
            "/jobs/j1", "{\"vertices\":[{\"id\":\"v1\"},{\"id\":\"v2\"}]}",
            "/jobs/j1/vertices/v1/subtasks/metrics", "[{\"id\":\"numRecordsIn\"}]",
            "/jobs/j1/vertices/v2/subtasks/metrics", "[{\"id\":\"bars_of_buckets.tapeline.duplicates\"}]",
            "/jobs/j1/vertices/v2/subtasks/metrics?agg=sum&get=bars_of_buckets.tapeline.duplicates",
                    "[{\"id\":\"bars_of_buckets.tapeline.duplicates\",\"sum\":12.0}]");

    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String answer = ANSWERS.getOrDefault(exchange.getRequestURI().toString(), "");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private StreamCounters counters() {
        return new StreamCounters(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @Test
    void sumsACounterOverSubtasks() {
        assertThat(counters().sum("duplicates")).hasValue(12);
    }

    @Test
    void knowsNothingOfACounterThatIsNotThere() {
        assertThat(counters().sum("surprises")).isEmpty();
    }

    @Test
    void knowsNothingWhenFlinkDoesNotAnswer() {
        StreamCounters counters = counters();
        server.stop(0);

        assertThat(counters.sum("duplicates")).isEmpty();
    }
}
