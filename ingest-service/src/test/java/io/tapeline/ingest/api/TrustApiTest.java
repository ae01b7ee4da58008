package io.tapeline.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapeline.ingest.publish.Publisher;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys, limits, the audit log and TLS, over HTTP. */
@QuarkusTest
@TestProfile(TrustTestProfile.class)
@Timeout(120)
class TrustApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD =
            "{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1385337600000000000,\"price\":1.5,\"size\":2}";

    private static final String KEY = "X-Api-Key: tpl_full_secret-full";

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    // As above.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource(tls = true)
    URI secure;

    @Inject
    Publisher publisher;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void awaitReady() {
        await().until(() -> publisher.problem() == null);
    }

    @AfterEach
    void restoreKeys() throws IOException {
        TrustTestProfile.writeKeys("");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String key, String body) throws Exception {
        return send(request(path)
                .header("Authorization", "Bearer tpl_" + key + "_secret-" + key)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET().build());
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String kind) throws IOException {
        assertThat(answer.body()).contains("urn:tapeline:problem:" + kind);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        return JSON.readTree(answer.body());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Nothing     | x                           | Bearer realm=\"tapeline\" | the request has no API key",
                "Authorization | Basic dXNlcjpwYXNz          | Bearer realm=\"tapeline\" | the request has no API key",
                "Authorization | Bearer tpl_full_wrong       | Bearer realm=\"tapeline\", error=\"invalid_token\" | the API key is not known",
                "Authorization | Bearer tpl_none_secret-full | Bearer realm=\"tapeline\", error=\"invalid_token\" | the API key is not known",
                "Authorization | Bearer secret-full          | Bearer realm=\"tapeline\", error=\"invalid_token\" | the API key is not known",
                "X-Api-Key     | tpl_full_secret-quotes      | Bearer realm=\"tapeline\", error=\"invalid_token\" | the API key is not known",
                "X-Api-Key     | tpl_off_secret-off          | Bearer realm=\"tapeline\", error=\"invalid_token\" | the API key is disabled",
                "X-Api-Key     | tpl_past_secret-past        | Bearer realm=\"tapeline\", error=\"invalid_token\" | the API key has expired",
            })
    void refusesARequestWithoutAValidKey(String header, String value, String challenge, String detail)
            throws Exception {
        HttpResponse<String> answer = send(request("/v1/trades")
                .header(header, value)
                .POST(BodyPublishers.ofString(GOOD))
                .build());

        assertThat(problem(answer, 401, "unauthenticated").get("detail").asText())
                .isEqualTo(detail);
        assertThat(answer.headers().firstValue("www-authenticate")).hasValue(challenge);
    }

    @ParameterizedTest
    @CsvSource({"Authorization, Bearer tpl_full_secret-full", "X-Api-Key, tpl_full_secret-full"})
    void takesAKeyFromEitherHeader(String header, String value) throws Exception {
        HttpResponse<String> answer = send(request("/v1/trades")
                .header(header, value)
                .POST(BodyPublishers.ofString(GOOD))
                .build());

        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected_count\":0,\"rejected\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/trades, quotes, trades",
        "/v1//trades/, quotes, trades",
        "/v1;a/trades, quotes, trades",
        "/%76%31/trades, quotes, trades",
        "/v1/trades?replay=r1, btc, replays",
        "/v1/trades?%72eplay=r1, btc, replays",
        "/v1/replays/r1/close, btc, replays",
    })
    void refusesAKeyWithoutTheScope(String path, String key, String scope) throws Exception {
        HttpResponse<String> answer = post(path, key, GOOD);

        assertThat(problem(answer, 403, "forbidden").get("detail").asText())
                .isEqualTo("the API key does not have the scope " + scope);
        assertThat(answer.headers().firstValue("www-authenticate").orElse("")).contains("insufficient_scope");
    }

    @Test
    void refusesTheItemsThatTheKeyDoesNotAllow() throws Exception {
        String allowed = GOOD.replace("\"A\"", "\"BTC-USD\"");
        String body = allowed + "\n" + GOOD + "\n" + allowed.replace("\"V\"", "\"W\"") + "\n" + allowed;

        // Readers are used again: what one key allows must not be remembered for the next.
        for (int i = 0; i < 3; i++) {
            assertThat(post("/v1/trades", "full", body).body()).startsWith("{\"accepted\":4,");
            assertThat(JSON.readTree(post("/v1/trades", "btc", body).body()))
                    .isEqualTo(JSON.readTree("{\"accepted\":2,\"rejected_count\":2,\"rejected\":["
                            + "{\"index\":1,\"code\":\"FORBIDDEN_SYMBOL\","
                            + "\"message\":\"the key does not allow the symbol: A\"},"
                            + "{\"index\":2,\"code\":\"FORBIDDEN_VENUE\","
                            + "\"message\":\"the key does not allow the venue: W\"}]}"));
        }
    }

    @Test
    void mixedPostsNeedTheScopeOfEachKind() throws Exception {
        HttpResponse<String> answer = post("/v1/events", "full", GOOD);

        assertThat(problem(answer, 403, "forbidden").get("detail").asText())
                .isEqualTo("the API key does not have the scope quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/health/live", "/q/metrics", "/q/openapi"})
    void needsNoKeyForHealthMetricsAndTheDocument(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/nothing", "/q/../v1/trades"})
    void needsAKeyForAllElse(String path) throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(connection.readUntil("\r\n")).isEqualTo("HTTP/1.1 401 Unauthorized\r\n");
        }
    }

    @Test
    void sendsAClientAwayThatHasPostedTooManyEvents() throws Exception {
        assertThat(post("/v1/trades", "slow", (GOOD + "\n").repeat(30)).statusCode())
                .isEqualTo(200);

        HttpResponse<String> answer = post("/v1/trades", "slow", GOOD);

        problem(answer, 429, "too-fast");
        // 30 of a burst of 10: 20 are owed, at one a second, and one is asked for.
        assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElse("")))
                .isBetween(10, 21);
    }

    @Test
    void sendsAClientAwayThatMakesTooManyRequests() throws Exception {
        List<Integer> statuses = List.of(
                post("/v1/trades", "rare", GOOD).statusCode(),
                post("/v1/trades", "rare", GOOD).statusCode(),
                post("/v1/trades", "rare", GOOD).statusCode(),
                post("/v1/trades", "rare", GOOD).statusCode());

        assertThat(statuses).startsWith(200, 200).contains(429);
    }

    @Test
    void rotatesAKeyWithoutARestart() throws Exception {
        assertThat(post("/v1/trades", "new", GOOD).statusCode()).isEqualTo(401);

        TrustTestProfile.writeKeys("," + TrustTestProfile.key("new", "\"trades\"", ""));
        await().until(() -> post("/v1/trades", "new", GOOD).statusCode() == 200);
        assertThat(post("/v1/trades", "full", GOOD).statusCode()).isEqualTo(200);

        TrustTestProfile.writeKeys("");
        await().until(() -> post("/v1/trades", "new", GOOD).statusCode() == 401);
    }

    @Test
    void goesOnWithTheKeysItHasWhenTheFileIsBad() throws Exception {
        TrustTestProfile.writeKeys(",{");

        await().until(() -> get("/q/health/ready").body().contains("keys.json cannot be used"));
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/q/metrics").body()).contains("tapeline_ingest_trust_keys_stale 1.0");
        assertThat(post("/v1/trades", "full", GOOD).statusCode()).isEqualTo(200);

        TrustTestProfile.writeKeys("");
        await().until(() -> get("/q/metrics").body().contains("tapeline_ingest_trust_keys_stale 0.0"));
    }

    @Test
    void doesNotAskForTheBodyOfAStranger() throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection.sendHead("Content-Length: 1000000000", "Expect: 100-continue");

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 401 ").contains("urn:tapeline:problem:");
        }
    }

    @Test
    void asksAKnownClientForItsBody() throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection.sendHead("Content-Length: " + GOOD.length(), KEY, "Expect: 100-continue");
            assertThat(connection.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");

            connection.send(GOOD);
            assertThat(connection.readUntil("\r\n")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void doesNotReadTheLongBodyOfAStranger() throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection.sendHead("Transfer-Encoding: chunked");
            String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";

            // What the operating system buffers on the way is sent, too.
            assertThat(connection.sendUntilCut(chunk, 256L << 20)).isLessThan(32L << 20);
        }
    }

    @Test
    void keepsTheConnectionOfAStrangerWithAShortBody() throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection.sendHead("Content-Length: 3").send("abc");
            assertThat(connection.readUntil("\r\n")).isEqualTo("HTTP/1.1 401 Unauthorized\r\n");
            connection.readUntil("}");

            connection.sendHead("Content-Length: 3").send("abc");
            assertThat(connection.readUntil("\r\n")).isEqualTo("HTTP/1.1 401 Unauthorized\r\n");
        }
    }

    @Test
    void endsAConnectionWhoseBodyStalls() throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection.sendHead("Content-Length: 100000", KEY).send("[" + GOOD + ",");

            assertThat(connection.readToEnd()).startsWith("HTTP/1.1 408 ").contains("urn:tapeline:problem:slow-body");
        }
    }

    @Test
    void endsAConnectionWhoseBodyIsCutOffWhileTheClientStillListens() throws Exception {
        try (RawConnection connection = new RawConnection(root)) {
            connection
                    .sendHead("Content-Length: 100000", KEY)
                    .send("[" + GOOD + ",")
                    .halfClose();

            // Whatever it says, it ends.
            assertThat(connection.readToEnd()).doesNotContain(" 200 ");
        }
    }

    @Test
    void writesALineOfAuditForEachChangeAndRefusal() throws Exception {
        post("/v1/trades?replay=audited", "full", GOOD + "\n" + GOOD + "\n{}");
        send(request("/v1/trades?x=tpl_full_secret-full")
                .header("X-Api-Key", "tpl_full_secret-wrong")
                .header("Idempotency-Key", "audited-1")
                .POST(BodyPublishers.ofString(GOOD))
                .build());
        send(request("/v1/trades")
                .header("X-Api-Key", "tpl_full_secret-full")
                .header("Idempotency-Key", "audited-2")
                .POST(BodyPublishers.ofString(GOOD))
                .build());

        await().until(() -> Files.readString(TrustTestProfile.AUDIT).contains("audited-2"));
        List<String> lines = Files.readAllLines(TrustTestProfile.AUDIT);
        assertThat(lines)
                .allSatisfy(line -> assertThat(JSON.readTree(line).get("time")).isNotNull());
        assertThat(lines).anySatisfy(line -> {
            JsonNode entry = JSON.readTree(line);
            assertThat(entry.path("key").asText()).isEqualTo("full");
            assertThat(entry.path("remote").asText()).isEqualTo("127.0.0.1");
            assertThat(entry.path("method").asText()).isEqualTo("POST");
            assertThat(entry.path("path").asText()).isEqualTo("/v1/trades");
            assertThat(entry.path("status").asInt()).isEqualTo(200);
            assertThat(entry.path("accepted").asInt()).isEqualTo(2);
            assertThat(entry.path("rejected").asInt()).isEqualTo(1);
            assertThat(entry.path("bytes").asInt()).isEqualTo(2 * GOOD.length() + 4);
        });
        assertThat(lines).anySatisfy(line -> {
            JsonNode entry = JSON.readTree(line);
            assertThat(entry.path("claimed_key").asText()).isEqualTo("full");
            assertThat(entry.path("status").asInt()).isEqualTo(401);
        });
        assertThat(Files.readString(TrustTestProfile.AUDIT)).doesNotContain("secret");
    }

    @Test
    void documentsKeysAndWhatPostsHaveInCommon() throws Exception {
        JsonNode api = JSON.readTree(get("/q/openapi?format=json").body());

        assertThat(api.at("/components/securitySchemes/key/name").asText()).isEqualTo("X-Api-Key");
        JsonNode post = api.at("/paths/~1v1~1trades/post");
        assertThat(post.at("/security/0").has("key")).isTrue();
        assertThat(post.get("responses").fieldNames())
                .toIterable()
                .contains("200", "401", "403", "408", "409", "422", "429", "503");
        assertThat(post.at("/responses/401/content/application~1problem+json/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Problem");
        assertThat(post.get("parameters").findValuesAsText("name")).contains("Idempotency-Key");
        JsonNode close = api.at("/paths/~1v1~1replays~1{id}~1close/post");
        assertThat(close.get("responses").fieldNames())
                .toIterable()
                .contains("401", "409")
                .doesNotContain("422");
    }

    @Test
    void servesOverTls() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(TrustTestProfile.KEY_STORE)) {
            store.load(in, TrustTestProfile.STORE_PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        HttpClient overTls = HttpClient.newBuilder().sslContext(context).build();

        HttpResponse<String> answer = overTls.send(
                HttpRequest.newBuilder(secure.resolve("/v1/trades"))
                        .timeout(Duration.ofSeconds(30))
                        .header("X-Api-Key", "tpl_full_secret-full")
                        .POST(BodyPublishers.ofString(GOOD))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.uri().getScheme()).isEqualTo("https");
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected_count\":0,\"rejected\":[]}");
    }
}
