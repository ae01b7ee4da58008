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
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ApiTestProfile.class)
@Timeout(60)
class DialectApiTest {
    private static final String RECORDED = """
            {"type":"subscriptions","channels":[]}
            {"type":"match","trade_id":10,"sequence":50,"time":"2014-11-07T08:19:27.028459Z","product_id":"BTC-USD","size":"5.23512","price":"400.23","side":"sell"}
            {"type":"ticker","sequence":51,"product_id":"BTC-USD","best_bid":"400","best_bid_size":"1","best_ask":"401","best_ask_size":"2","time":"2014-11-07T08:19:28Z"}
            {"type":"l2update"}
            """;
    private static final String QUOTE_WITHOUT_TIME =
            "{\"u\":400900217,\"s\":\"BNBUSDT\",\"b\":\"25.35\",\"B\":\"31.21\",\"a\":\"25.36\",\"A\":\"40.66\"}";

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    @Inject
    Publisher publisher;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void waitForTheStream() {
        await().atMost(Duration.ofSeconds(30)).until(() -> publisher.problem() == null);
    }

    @Test
    void takesARecordingOfAllKinds() throws Exception {
        HttpResponse<String> answer = post("/v1/events?dialect=coinbase", "application/x-ndjson", RECORDED);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"accepted\":2,\"rejected_count\":1,\"rejected\":[{\"index\":3,"
                                + "\"code\":\"UNSUPPORTED_MESSAGE\",\"message\":\"a message that holds no trade and no quote: type=l2update\"}]}");
    }

    @Test
    void takesTradesAloneWhereTradesArePosted() throws Exception {
        HttpResponse<String> answer = post("/v1/trades?dialect=coinbase", "application/x-ndjson", RECORDED);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"accepted\":1,\"rejected_count\":2", "{\"index\":2,\"code\":\"BAD_TYPE\"");
    }

    @Test
    void givesAQuoteOurClockButNotInAReplay() throws Exception {
        HttpResponse<String> live = post("/v1/quotes?dialect=binance", "application/json", QUOTE_WITHOUT_TIME);
        HttpResponse<String> replayed =
                post("/v1/quotes?dialect=binance&replay=r", "application/json", QUOTE_WITHOUT_TIME);

        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(replayed.statusCode()).isEqualTo(400);
        assertThat(replayed.body()).contains("MISSING_FIELD", "ts_event is missing");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "nasdaq, application/json, 'dialect must be alpaca, coinbase, binance or kraken'",
        "alpaca, text/csv, a dialect is for JSON and NDJSON only",
        "alpaca, application/avro, a dialect is for JSON and NDJSON only",
    })
    void refusesADialectThatCannotBe(String dialect, String type, String detail) throws Exception {
        HttpResponse<String> answer = post("/v1/trades?dialect=" + dialect, type, RECORDED);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:tapeline:problem:bad-parameter", detail);
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(root.resolve(path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
