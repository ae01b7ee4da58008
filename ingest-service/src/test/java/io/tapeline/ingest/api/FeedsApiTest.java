package io.tapeline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@TestProfile(FeedsApiTest.Profile.class)
@Timeout(120)
class FeedsApiTest {
    /** A file that is there, and a venue that is not. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ingest.feeds.recorded.type", "file",
                    "ingest.feeds.recorded.path",
                            Path.of("src/test/resources/feeds/matches.ndjson")
                                    .toAbsolutePath()
                                    .toString(),
                    "ingest.feeds.recorded.dialect", "coinbase",
                    "ingest.feeds.recorded.speed", "max",
                    "ingest.feeds.down.type", "kraken",
                    "ingest.feeds.down.url", "ws://127.0.0.1:1/v2",
                    "ingest.feeds.down.symbols", "BTC/USD");
        }
    }

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @Test
    void listsEachFeedWithWhatHappenedToIt() throws Exception {
        await().untilAsserted(() -> {
            JsonNode feeds = feeds();
            assertThat(feeds).hasSize(2);
            assertThat(feeds.get(0).path("name").asText()).isEqualTo("down");
            assertThat(feeds.get(0).path("connected").asBoolean()).isFalse();
            assertThat(feeds.get(0).path("journal").path(0).path("kind").asText())
                    .isEqualTo("disconnected");
            assertThat(feeds.get(1).path("state").asText()).isEqualTo("ended");
        });
        JsonNode recorded = feeds().get(1);
        assertThat(recorded.path("type").asText()).isEqualTo("file");
        assertThat(recorded.path("events").asLong()).isEqualTo(2);
        assertThat(recorded.path("newest_event").asText()).isEqualTo("2014-11-07T08:19:28.028459Z");
        assertThat(recorded.path("silence_seconds").isNumber()).isTrue();
    }

    @Test
    void staysReadyThoughAFeedIsDown() throws Exception {
        await().untilAsserted(
                        () -> assertThat(feeds().get(0).path("journal").size()).isPositive());

        await().untilAsserted(
                        () -> assertThat(get("/q/health/ready").statusCode()).isEqualTo(200));
    }

    @Test
    void showsFeedsAsMetrics() {
        await().untilAsserted(() -> assertThat(get("/q/metrics").body())
                .contains("tapeline_ingest_feed_events_total{feed=\"recorded\"} 2.0")
                .contains("tapeline_ingest_feed_connected{feed=\"down\"} 0.0")
                .contains("tapeline_ingest_feed_gaps_total{feed=\"recorded\"} 0.0"));
    }

    private JsonNode feeds() throws Exception {
        HttpResponse<String> answer = get("/v1/feeds");
        assertThat(answer.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
    }
}
