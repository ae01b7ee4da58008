package io.tapeline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.socket.SocketClient;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The WebSocket endpoint as the service has it; what it does is tested where it is. */
@QuarkusTest
@TestProfile(ApiTestProfile.class)
@Timeout(60)
class StreamApiTest {
    private static final String TRADE =
            "{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1385337600000000000,\"price\":1.5,\"size\":2}";

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    @Inject
    Publisher publisher;

    @Test
    void acknowledgesMessagesAndCountsThem() throws Exception {
        await().until(() -> publisher.problem() == null);
        SocketClient client = new SocketClient(URI.create("ws://" + root.getAuthority() + "/v1/stream?kind=trade"));

        client.send("[" + TRADE + "," + TRADE.replace("1.5", "-1") + "]", "[");

        JsonNode ack = client.answer();
        assertThat(ack.path("ack").asInt()).isEqualTo(1);
        assertThat(ack.path("accepted").asInt()).isEqualTo(1);
        assertThat(ack.at("/rejected/0/code").asText()).isEqualTo("NEGATIVE");
        assertThat(client.answer().path("nack").asInt()).isEqualTo(2);
        assertThat(get("/q/metrics").body())
                .containsPattern("tapeline_ingest_sockets_open [1-9]")
                .containsPattern("tapeline_ingest_socket_acknowledged_total [1-9]")
                .contains("tapeline_ingest_socket_refused_total{problem=\"malformed-body\"} 1.0");
        client.abort();
        await().until(() -> get("/q/metrics").body().contains("tapeline_ingest_sockets_open 0.0"));
    }

    @Test
    void takesAMessageAsLongAsConfiguredInOneFrame() throws Exception {
        await().until(() -> publisher.problem() == null);
        SocketClient client = new SocketClient(URI.create("ws://" + root.getAuthority() + "/v1/stream?kind=trade"));

        client.send(TRADE + " ".repeat(200_000));

        assertThat(client.answer().path("ack").asInt()).isEqualTo(1);
        client.abort();
    }

    @Test
    void tellsOtherClientsToUpgrade() throws Exception {
        HttpResponse<String> answer = get("/v1/stream");

        assertThat(answer.statusCode()).isEqualTo(426);
        assertThat(answer.body()).contains("urn:tapeline:problem:upgrade-required");
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
