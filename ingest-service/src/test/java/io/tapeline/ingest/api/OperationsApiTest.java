package io.tapeline.ingest.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapeline.ingest.publish.Publisher;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators and newcomers look at: health, metrics, and a document whose examples are true. */
@QuarkusTest
@TestProfile(ApiTestProfile.class)
@Timeout(60)
class OperationsApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRADE =
            "{\"symbol\":\"BTC-USD\",\"venue\":\"BITSTAMP\",\"ts_event\":1385337600000000000,\"price\":800.01,\"size\":1}";

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    @Inject
    Publisher publisher;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void awaitLayout() {
        await().atMost(Duration.ofSeconds(30)).until(() -> publisher.problem() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started"})
    void showsTheStateOfTheStreamInEachCheck(String check) throws Exception {
        assertThat(post("trades", "application/json", TRADE.getBytes(UTF_8)).statusCode())
                .isEqualTo(200);

        HttpResponse<String> answer = get("/q/health/" + check);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode data = MissingNode.getInstance();
        for (JsonNode one : JSON.readTree(answer.body()).get("checks")) {
            data = one.path("data").has("stream") ? one.get("data") : data;
        }
        assertThat(data.get("stream").asText()).isEqualTo("the fake stream");
        assertThat(data.get("shards").asInt()).isEqualTo(2);
        assertThat(data.get("last_look_up").asText()).matches("\\d{4}-.*Z");
        assertThat(data.get("last_stored").asText()).matches("\\d{4}-.*Z");
        assertThat(data.get("buffered_events").asInt()).isZero();
        assertThat(data.get("oldest_unacknowledged_ms").asLong()).isNotNegative();
    }

    @Test
    void measuresPostsBatchesAndCalls() throws Exception {
        post("trades", "application/json", ("[" + TRADE + "," + TRADE + "]").getBytes(UTF_8));
        post("quotes", "application/x-ndjson", TRADE.getBytes(UTF_8));
        post("events", "text/plain", TRADE.getBytes(UTF_8));
        post("nothing", "application/json", TRADE.getBytes(UTF_8));

        await().untilAsserted(() -> assertThat(get("/q/metrics").body())
                .contains("tapeline_ingest_items_accepted_total{kind=\"trade\"}")
                .contains("tapeline_ingest_items_accepted_total{kind=\"cancel\"}")
                .contains("tapeline_ingest_post_duration_seconds_count{endpoint=\"trades\",status=\"200\"}")
                .contains("tapeline_ingest_post_duration_seconds_count{endpoint=\"quotes\",status=\"400\"}")
                .contains("tapeline_ingest_post_duration_seconds_count{endpoint=\"events\",status=\"415\"}")
                .doesNotContain("endpoint=\"nothing\"")
                .contains("tapeline_ingest_post_duration_seconds_bucket{endpoint=\"trades\",status=\"200\",le=\"0.1\"}")
                // Two trades are ten events at most, and no tenth of a batch.
                .containsPattern("tapeline_ingest_batch_events_bucket\\{le=\"10.0\"\\} [1-9]")
                .containsPattern("tapeline_ingest_batch_bytes_bucket\\{le=\"1024.0\"\\} [1-9]")
                .containsPattern("tapeline_ingest_batch_fill_bucket\\{le=\"10.0\"\\} [1-9]")
                .contains("tapeline_ingest_publish_inflight_requests ")
                .contains("tapeline_ingest_publish_inflight_records "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades", "quotes", "corrections", "cancels", "events"})
    void takesAnExampleOfEachFormat(String kind) throws Exception {
        JsonNode contents = document().at("/paths/~1v1~1" + kind + "/post/requestBody/content");

        Set<String> formats = new TreeSet<>();
        for (Map.Entry<String, JsonNode> content : contents.properties()) {
            for (JsonNode example : content.getValue().path("examples")) {
                HttpResponse<String> answer = post(kind, content.getKey(), body(example));

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(JSON.readTree(answer.body()).get("accepted").asInt()).isPositive();
                assertThat(JSON.readTree(answer.body()).get("rejected_count").asInt())
                        .isZero();
                formats.add(content.getKey());
            }
        }
        assertThat(formats).containsExactly("application/avro", "application/json", "application/x-ndjson", "text/csv");
    }

    private byte[] body(JsonNode example) throws IOException, InterruptedException {
        if (example.has("externalValue")) {
            HttpRequest request = HttpRequest.newBuilder(
                            root.resolve(example.get("externalValue").asText()))
                    .build();
            return client.send(request, BodyHandlers.ofByteArray()).body();
        }
        JsonNode value = example.get("value");
        return (value.isTextual() ? value.asText() : value.toString()).getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trades", "quotes", "corrections", "cancels", "events", "replays/{id}/close"})
    void showsProblemsAsTheyAre(String path) throws Exception {
        JsonNode responses = document().at("/paths/~1v1~1" + path.replace("/", "~1") + "/post/responses");

        Set<String> names = new TreeSet<>();
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            JsonNode examples = response.getValue().at("/content/application~1problem+json/examples");
            for (Map.Entry<String, JsonNode> example : examples.properties()) {
                JsonNode problem = value(example.getValue());
                ProblemKind kind =
                        ProblemKind.valueOf(example.getKey().replace('-', '_').toUpperCase(Locale.ROOT));
                assertThat(problem.get("type").asText()).isEqualTo(kind.type());
                assertThat(problem.get("title").asText()).isEqualTo(kind.title());
                assertThat(problem.get("status").asInt()).isEqualTo(kind.status());
                assertThat(response.getKey()).isEqualTo(Integer.toString(kind.status()));
                assertThat(problem.get("detail").asText()).isNotBlank();
                // As strict as a reader of it can be: no field that a problem does not have, and all of the right type.
                assertThat(JSON.treeToValue(problem, Problem.class).status()).isEqualTo(kind.status());
                names.add(example.getKey());
            }
            if (Integer.parseInt(response.getKey()) >= 400) {
                assertThat(examples).as("examples of %s", response.getKey()).isNotEmpty();
            }
        }
        assertThat(names).contains("not-ready", "not-confirmed").hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void answersProblemsAsTheDocumentShowsThem() throws Exception {
        JsonNode responses = document().at("/paths/~1v1~1trades/post/responses");

        assertThat(answered("/v1/trades", "application/json", "[" + TRADE.replace("800.01", "-3") + "]"))
                .isEqualTo(example(responses, "400", "no-valid-item"));
        assertThat(answered("/v1/trades", "application/json", "[" + TRADE + "oops]"))
                .isEqualTo(example(responses, "400", "malformed-body"));
        assertThat(answered("/v1/trades?ts_unit=h", "application/json", TRADE))
                .isEqualTo(example(responses, "400", "bad-parameter"));
        HttpRequest packed = request("/v1/trades")
                .header("Content-Encoding", "br")
                .POST(BodyPublishers.ofString(TRADE))
                .build();
        assertThat(JSON.readTree(send(packed).body())).isEqualTo(example(responses, "415", "unsupported-type"));
        // The bound is another one here, and so are the figures.
        JsonNode large = answered("/v1/trades", "application/x-ndjson", (TRADE + "\n").repeat(12_000));
        assertThat(fields(large)).isEqualTo(fields(example(responses, "413", "too-large")));
        assertThat(large.at("/stopped_at/code").asText()).isEqualTo("BODY_TOO_LARGE");
    }

    private static Set<String> fields(JsonNode problem) {
        List<String> fields = new ArrayList<>();
        problem.fieldNames().forEachRemaining(fields::add);
        problem.path("stopped_at").fieldNames().forEachRemaining(fields::add);
        return new TreeSet<>(fields);
    }

    private static JsonNode example(JsonNode responses, String status, String name) throws IOException {
        return value(responses.at("/" + status + "/content/application~1problem+json/examples/" + name));
    }

    private static ObjectNode value(JsonNode example) throws IOException {
        JsonNode value = example.get("value");
        return (ObjectNode) (value.isTextual() ? JSON.readTree(value.asText()) : value);
    }

    private JsonNode answered(String path, String type, String body) throws Exception {
        HttpRequest request = request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(send(request).body());
    }

    private JsonNode document() throws Exception {
        return JSON.readTree(get("/q/openapi?format=json").body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    private HttpResponse<String> post(String kind, String type, byte[] body) throws IOException, InterruptedException {
        return send(request("/v1/" + kind)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }
}
