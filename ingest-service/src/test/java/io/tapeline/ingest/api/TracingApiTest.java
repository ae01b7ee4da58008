package io.tapeline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tapeline.ingest.publish.Publisher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service with traces switched on: from the request to the call that carries its events. */
@QuarkusTest
@TestProfile(TracingApiTest.Profile.class)
@Timeout(60)
class TracingApiTest {
    /** As the other tests of the API, with traces. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = new HashMap<>(new ApiTestProfile().getConfigOverrides());
            config.put("quarkus.otel.sdk.disabled", "false");
            config.put("quarkus.otel.bsp.schedule.delay", "10ms");
            config.put("quarkus.log.file.enabled", "true");
            config.put("quarkus.log.file.path", LOG_FILE.toString());
            config.put("quarkus.log.file.json.enabled", "true");
            // Two posts are to travel in one call.
            config.put("ingest.publisher.linger", "1s");
            return config;
        }
    }

    /** Takes the place of a collector. */
    static final class Exporter {
        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }

    /** Logs while it serves a request, which the service's own resources have no reason to. */
    @Path("/test/said")
    public static final class Speaker {
        private static final Logger LOG = Logger.getLogger(Speaker.class);

        @GET
        @Operation(hidden = true)
        public String say() {
            LOG.info("said while serving");
            return "said";
        }
    }

    private static final java.nio.file.Path LOG_FILE = java.nio.file.Path.of("target", "tracing-api-test.log");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRADE =
            "{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1385337600000000000,\"price\":1.5,\"size\":2}";

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    @Inject
    InMemorySpanExporter exporter;

    @Inject
    Publisher publisher;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void awaitLayout() {
        await().atMost(Duration.ofSeconds(30)).until(() -> publisher.problem() == null);
    }

    @Test
    void leadsFromTheRequestsToTheCallThatCarriesThem() {
        var first = client.sendAsync(trades("00-" + TRACE + "-b7ad6b7169203331-01", TRADE), BodyHandlers.ofString());
        var second = client.sendAsync(
                trades("00-1af7651916cd43dd8448eb211c80319d-b7ad6b7169203332-01", TRADE + "\n{}"),
                BodyHandlers.ofString());
        assertThat(List.of(first.join(), second.join()))
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);

        await().untilAsserted(() -> assertThat(spans("POST /v1/trades")).hasSize(2));
        List<SpanData> posts = spans("POST /v1/trades");
        assertThat(posts).extracting(SpanData::getTraceId).contains(TRACE);
        await().untilAsserted(() -> assertThat(spans("parse"))
                .hasSize(2)
                .extracting(SpanData::getParentSpanId)
                .containsExactlyInAnyOrderElementsOf(
                        posts.stream().map(SpanData::getSpanId).toList()));
        assertThat(spans("parse"))
                .extracting(parse -> parse.getAttributes().get(AttributeKey.longKey("tapeline.items.rejected")))
                .containsExactlyInAnyOrder(0L, 1L);
        await().untilAsserted(() -> assertThat(spans("publish"))
                .flatExtracting(SpanData::getLinks)
                .extracting(LinkData::getSpanContext)
                .containsExactlyInAnyOrderElementsOf(
                        posts.stream().map(SpanData::getSpanContext).toList()));
        assertThat(spans("publish"))
                .extracting(SpanData::getTraceId)
                .isSubsetOf(posts.stream().map(SpanData::getTraceId).toList());
    }

    @Test
    void logsAsJsonWithTheTrace() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/test/said"))
                .header("traceparent", "00-2af7651916cd43dd8448eb211c80319e-b7ad6b7169203333-01")
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("said");

        List<String> lines = Files.readAllLines(LOG_FILE).stream()
                .filter(line -> line.contains("said while serving"))
                .toList();
        JsonNode line = JSON.readTree(lines.get(lines.size() - 1));
        assertThat(line.get("level").asText()).isEqualTo("INFO");
        assertThat(line.get("message").asText()).isEqualTo("said while serving");
        assertThat(line.at("/mdc/traceId").asText()).isEqualTo("2af7651916cd43dd8448eb211c80319e");
        assertThat(line.at("/mdc/spanId").asText()).matches("[0-9a-f]{16}");
    }

    private List<SpanData> spans(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private HttpRequest trades(String parent, String lines) {
        return HttpRequest.newBuilder(root.resolve("/v1/trades"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-ndjson")
                .header("traceparent", parent)
                .POST(BodyPublishers.ofString(lines))
                .build();
    }
}
