package io.tapeline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapeline.ingest.publish.FakeRecordStream;
import io.tapeline.ingest.publish.Publisher;
import io.tapeline.ingest.publish.RecordStreamException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header Idempotency-Key, over HTTP. */
@QuarkusTest
@TestProfile(TrustTestProfile.class)
@Timeout(120)
class IdempotencyApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD =
            "{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1385337600000000000,\"price\":1.5,\"size\":2}";

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    @Inject
    FakeRecordStream stream;

    @Inject
    Publisher publisher;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void awaitReady() {
        await().until(() -> publisher.problem() == null);
    }

    @AfterEach
    void mend() {
        stream.otherwise(FakeRecordStream.storeAll());
        await().until(() -> publisher.buffered() == 0);
    }

    private HttpRequest request(String path, String apiKey, String idempotencyKey, String body) {
        return HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("X-Api-Key", "tpl_" + apiKey + "_secret-" + apiKey)
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> post(String body) throws Exception {
        return client.send(request("/v1/trades", "full", key, body), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String kind) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("type").asText()).isEqualTo("urn:tapeline:problem:" + kind);
    }

    private static boolean isReplayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotency-Replayed").orElse("").equals("true");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GOOD | 200 | application/json",
                "[GOOD,{}] | 200 | application/json",
                "{} | 400 | application/problem+json",
                "[GOOD, | 400 | application/problem+json",
                "`` | 400 | application/problem+json",
            })
    void answersTheSameBodyWithTheSameAnswerWithoutRunningIt(String body, int status, String type) throws Exception {
        HttpResponse<String> first = post(body.replace("GOOD", GOOD));
        // Would be the answer if it ran.
        stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.PERMANENT));
        HttpResponse<String> second = post(body.replace("GOOD", GOOD));

        assertThat(first.statusCode()).isEqualTo(status);
        assertThat(isReplayed(first)).isFalse();
        assertThat(isReplayed(second)).isTrue();
        assertThat(second.statusCode()).isEqualTo(status);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("content-type")).hasValue(type);
    }

    @Test
    void refusesAnotherBodyUnderTheSameKey() throws Exception {
        post(GOOD);

        assertProblem(post(GOOD + "\n"), 422, "key-reused");
        assertProblem(post(GOOD.replace("1.5", "1.6")), 422, "key-reused");
        assertProblem(post(GOOD.substring(1)), 422, "key-reused");
        assertProblem(post((GOOD + "\n").repeat(100_000)), 422, "key-reused");
        assertThat(isReplayed(post(GOOD))).isTrue();
    }

    @Test
    void refusesASecondPostWhileTheFirstIsUnderWay() throws Exception {
        stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.THROTTLED));
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(request("/v1/trades", "full", key, GOOD), BodyHandlers.ofString());
        await().until(() -> publisher.buffered() > 0);

        assertProblem(post(GOOD), 409, "post-under-way");

        stream.otherwise(FakeRecordStream.storeAll());
        assertThat(first.get().statusCode()).isEqualTo(200);
        await().until(() -> isReplayed(post(GOOD)));
    }

    @Test
    void runsAgainWhatFailedForNoFaultOfTheBody() throws Exception {
        stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.PERMANENT));
        assertProblem(post(GOOD), 503, "not-confirmed");

        stream.otherwise(FakeRecordStream.storeAll());
        await().until(() -> publisher.problem() == null);
        HttpResponse<String> again = post(GOOD);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(isReplayed(again)).isFalse();
    }

    @Test
    void runsAgainWhatCameTooSlowly() throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection
                    .sendHead(
                            "Content-Length: " + (GOOD.length() + 1),
                            "X-Api-Key: tpl_full_secret-full",
                            "Idempotency-Key: " + key)
                    .send(GOOD);
            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 408 ");
        }

        HttpResponse<String> again = post(GOOD + " ");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(isReplayed(again)).isFalse();
    }

    @Test
    void runsAgainWhatItsClientDidNotSendToTheEnd() throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection
                    .sendHead("Content-Length: 100000", "X-Api-Key: tpl_full_secret-full", "Idempotency-Key: " + key)
                    .send(GOOD);
        }

        await().until(() -> post(GOOD).statusCode() == 200);
    }

    @Test
    void tellsCallersAndTargetsApart() throws Exception {
        post(GOOD);

        HttpResponse<String> otherCaller =
                client.send(request("/v1/trades", "btc", key, "{}"), BodyHandlers.ofString());
        HttpResponse<String> otherTarget =
                client.send(request("/v1/trades?replay=r", "full", key, GOOD), BodyHandlers.ofString());

        assertThat(otherCaller.statusCode()).isEqualTo(400);
        assertThat(otherTarget.statusCode()).isEqualTo(200);
        assertThat(isReplayed(otherTarget)).isFalse();
    }

    @Test
    void refusesAKeyThatIsNone() throws Exception {
        HttpResponse<String> answer =
                client.send(request("/v1/trades", "full", "x".repeat(129), GOOD), BodyHandlers.ofString());

        assertProblem(answer, 400, "bad-parameter");
    }
}
