package io.tapeline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapeline.ingest.publish.Publisher;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@TestProfile(ReferenceTestProfile.class)
@Timeout(60)
class InstrumentsApiTest {
    private static final Path FILE = Path.of("target/instruments-of-a-test.json");
    private static final String BTC = "{\"symbol\":\"BTC/USD\",\"venues\":[\"KRAKEN\"],\"asset_class\":\"crypto\","
            + "\"tick_size\":0.1,\"currency\":\"USD\",\"calendar\":\"24x7\"}";
    private static final String AAPL = BTC.replace("BTC/USD", "AAPL").replace("KRAKEN", "XNAS");
    private static final String TRADE =
            "{\"symbol\":\"BTC/USD\",\"venue\":\"KRAKEN\",\"ts_event\":1385337600000000000,\"price\":1.5,\"size\":2}";

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    @Inject
    Publisher publisher;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void begin() throws Exception {
        await().until(() -> publisher.problem() == null);
        empty();
    }

    @AfterEach
    void end() throws Exception {
        empty();
        Files.deleteIfExists(FILE);
    }

    private void empty() throws Exception {
        Files.writeString(FILE, "[]");
        await().until(() -> send("GET", "/v1/instruments", "").body().equals("{\"instruments\":[]}"));
    }

    @Test
    void putsListsAndGetsInstruments() throws Exception {
        assertThat(send("PUT", "/v1/instruments", "[" + BTC + "," + AAPL + "]").body())
                .isEqualTo("{\"stored\":2,\"total\":2}");
        assertThat(send("POST", "/v1/instruments", BTC).body()).isEqualTo("{\"stored\":1,\"total\":2}");

        assertThat(send("GET", "/v1/instruments/BTC%2FUSD", "").body()).isEqualTo(BTC);
        assertThat(send("GET", "/v1/instruments/BTC/USD", "").body()).isEqualTo(BTC);
        assertThat(send("GET", "/v1/instruments?limit=1", "").body())
                .isEqualTo("{\"instruments\":[" + AAPL + "],\"next\":\"AAPL\"}");
        assertThat(send("GET", "/v1/instruments?limit=1&after=AAPL", "").body())
                .isEqualTo("{\"instruments\":[" + BTC + "]}");
        assertThat(send("GET", "/v1/instruments?venue=XNAS&symbol=A*", "").body())
                .isEqualTo("{\"instruments\":[" + AAPL + "]}");
        assertThat(Files.readString(FILE)).contains("BTC/USD", "AAPL");
    }

    @Test
    void tellsWhatIsWrongAsAProblem() throws Exception {
        assertThat(send("GET", "/v1/instruments/NONE", ""))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(404))
                .satisfies(answer -> assertThat(answer.body()).contains("urn:tapeline:problem:unknown-instrument"));
        assertThat(send("GET", "/v1/instruments?limit=0", "").statusCode()).isEqualTo(400);
        assertThat(send("PUT", "/v1/instruments", "[" + AAPL + "," + BTC.replace("0.1", "-1") + "]"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body())
                        .contains("urn:tapeline:problem:bad-instrument", "instrument 1: tick_size is not above 0"));
        assertThat(send("PUT", "/v1/instruments", " ".repeat(9 << 20)).statusCode())
                .isEqualTo(413);
        assertThat(send("GET", "/v1/instruments", "").body()).isEqualTo("{\"instruments\":[]}");
    }

    @Test
    void takesEventsOfKnownInstrumentsOnly() throws Exception {
        assertThat(send("POST", "/v1/trades", TRADE).body()).contains("UNKNOWN_SYMBOL");
        send("PUT", "/v1/instruments", BTC);

        assertThat(send("POST", "/v1/trades", TRADE).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/v1/trades", "[" + TRADE + "," + TRADE.replace("KRAKEN", "XNAS") + "]")
                        .body())
                .contains("\"accepted\":1")
                .contains("UNKNOWN_VENUE");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root.toString().replaceAll("/$", "") + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
