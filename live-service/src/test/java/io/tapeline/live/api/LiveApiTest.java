package io.tapeline.live.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapeline.live.LiveClient;
import io.tapeline.live.Samples;
import io.tapeline.live.source.SourceState;
import io.tapeline.model.Interval;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP and WebSocket contract, over a fake stream. */
@QuarkusTest
@TestProfile(ApiTestProfile.class)
class LiveApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // Set by the test framework before any method runs.
    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI root;

    @Inject
    FakeSource source;

    private final List<LiveClient> clients = new ArrayList<>();

    @AfterEach
    void restore() {
        source.set(FakeSource.WELL);
        clients.forEach(LiveClient::close);
        await().atMost(PATIENCE)
                .until(() -> metric("tapeline_live_sockets_open").equals("0.0"));
    }

    private LiveClient client() {
        LiveClient client = LiveClient.connect(URI.create(root.toString().replaceAll("/$", "")));
        clients.add(client);
        return client;
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private String metric(String name) throws IOException, InterruptedException {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("absent");
    }

    @Test
    void answersWithTheNewestBarsAndIndicators() throws Exception {
        source.put(Samples.record(
                Samples.finalBar("REST-USD", Interval.M1, 0, 800),
                Samples.finalBar("REST-USD", Interval.M1, 1, 801),
                Samples.openBar("REST-USD", Interval.M1, 2, 802),
                Samples.finalBar("REST-USD", Interval.S1, 0, 799)));
        source.put(Samples.record(Samples.indicators("REST-USD", Interval.M1, 1, 800.5)));

        JsonNode answer = json("/v1/bars/REST-USD?interval=1m&limit=2");
        assertThat(answer.path("symbol").asText()).isEqualTo("REST-USD");
        assertThat(answer.path("interval").asText()).isEqualTo("1m");
        assertThat(answer.path("bars"))
                .extracting(bar -> bar.path("ts_start").asText())
                .containsExactly("2013-11-25T00:01:00Z", "2013-11-25T00:02:00Z");
        assertThat(answer.path("bars"))
                .extracting(bar -> bar.path("is_final").asBoolean())
                .containsExactly(true, false);
        assertThat(answer.path("indicators"))
                .singleElement()
                .extracting(row -> row.path("sma_20").asDouble())
                .isEqualTo(800.5);

        assertThat(json("/v1/bars/REST-USD").path("bars")).hasSize(3);
        assertThat(json("/v1/bars/REST-USD?interval=1h").path("bars")).isEmpty();
        JsonNode symbol = json("/v1/symbols")
                .path("symbols")
                .valueStream()
                .filter(each -> each.path("symbol").asText().equals("REST-USD"))
                .findFirst()
                .orElseThrow();
        assertThat(symbol.path("intervals")).extracting(JsonNode::asText).containsExactly("1s", "1m");
        assertThat(symbol.path("last").path("close").asInt()).isEqualTo(799);
    }

    @Test
    void takesASymbolWithASlash() throws Exception {
        source.put(Samples.record(Samples.finalBar("XBT/USD", Interval.M1, 0, 800)));

        assertThat(json("/v1/bars/XBT/USD").path("symbol").asText()).isEqualTo("XBT/USD");
        assertThat(json("/v1/bars/XBT%2FUSD").path("symbol").asText()).isEqualTo("XBT/USD");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/v1/bars/NOPE-USD, 404, unknown-symbol",
        "/v1/bars/NOPE-USD?interval=2m, 400, bad-parameter",
        "/v1/bars/NOPE-USD?limit=0, 400, bad-parameter",
        "/v1/bars/NOPE-USD?limit=51, 400, bad-parameter",
        "/v1/bars/NOPE-USD?limit=-1, 400, bad-parameter",
        "/v1/bars/NOPE-USD?limit=all, 400, bad-parameter",
        "/v1/bars/NOPE-USD?limit=99999999999, 400, bad-parameter",
        "/v1/live, 426, upgrade-required",
    })
    void refusesWithAProblem(String path, int status, String kind) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asText()).isEqualTo("urn:tapeline:problem:" + kind);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
    }

    @Test
    void tellsSubscribersASnapshotAndThenWhatIsNew() {
        source.put(Samples.record(Samples.finalBar("SOCK-USD", Interval.M1, 0, 800)));
        LiveClient client = client().send("{\"subscribe\":[\"SOCK-USD\"],\"intervals\":[\"1s\",\"1m\"]}");
        assertThat(client.awaitType("subscriptions").path("count").asInt()).isEqualTo(2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.closes("SOCK-USD", "1m")).containsExactly("800"));

        source.put(Samples.record(
                Samples.openBar("SOCK-USD", Interval.M1, 1, 801),
                Samples.openBar("SOCK-USD", Interval.H1, 0, 801),
                Samples.openBar("OTHER-USD", Interval.M1, 1, 900)));
        source.put(Samples.record(Samples.indicators("SOCK-USD", Interval.M1, 1, 800.5)));
        client.await(message -> message.path("type").asText().equals("update")
                && message.path("indicators").path(0).path("sma_20").asDouble() == 800.5);
        assertThat(client.closes("SOCK-USD", "1m")).containsExactly("800", "801");
        assertThat(client.closes("SOCK-USD", "1h")).isEmpty();
        assertThat(client.closes("OTHER-USD", "1m")).isEmpty();
    }

    @Test
    void answersABadMessageAndGoesOn() {
        LiveClient client =
                client().send("hello").sendBytes(new byte[] {1, 2, 3}).send("{\"subscribe\":[\"LATER-USD\"]}");

        assertThat(client.awaitType("snapshot").path("bars")).isEmpty();
        assertThat(client.messages().stream()
                        .filter(message -> message.path("type").asText().equals("error"))
                        .map(message -> message.path("code").asText()))
                .containsExactly("bad-message", "bad-message", "unknown-symbol");
        client.send("{\"subscribe\":[\"A\",\"B\",\"C\",\"D\"]}");
        client.await(message -> message.path("code").asText().equals("too-many-subscriptions"));

        source.put(Samples.record(Samples.openBar("LATER-USD", Interval.M1, 0, 5)));
        client.awaitType("update");
    }

    @Test
    void endsAConnectionWhoseMessageIsTooLong() {
        LiveClient client = client();
        try {
            client.send("x".repeat(5_000));
        } catch (CompletionException closedMeanwhile) {
            assertThat(closedMeanwhile).hasRootCauseInstanceOf(IOException.class);
        }

        assertThat(client.awaitClose()).isIn(1009, 1006, -1);
    }

    @Test
    void refusesMoreConnectionsThanItMayHave() throws Exception {
        client();
        client();
        LiveClient third = client();
        assertThatThrownBy(this::client)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(503));

        third.close();
        await().atMost(PATIENCE)
                .until(() -> metric("tapeline_live_sockets_open").equals("2.0"));
        client().send("{\"unsubscribe\":[\"A\"]}").awaitType("subscriptions");
    }

    @Test
    void endsAConnectionOfWhichItHearsNothing() throws Exception {
        try (Socket mute = rawSocket()) {
            InputStream in = mute.getInputStream();
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            // A client that answers no ping. The service closes, and at last so does TCP.
            mute.setSoTimeout((int) PATIENCE.toMillis());
            int next = in.read();
            while (next >= 0 && !heard.toString(StandardCharsets.ISO_8859_1).contains("nothing was heard of you")) {
                heard.write(next);
                next = in.read();
            }
            assertThat(heard.toString(StandardCharsets.ISO_8859_1)).contains("nothing was heard of you");
        }
        assertThat(metric("tapeline_live_socket_ended_total{reason=\"idle\"}")).isNotEqualTo("0.0");
    }

    @Test
    void keepsAConnectionThatAnswersPings() {
        LiveClient quiet = client();
        long start = System.nanoTime();
        await().atMost(PATIENCE)
                .until(() -> System.nanoTime() - start > Duration.ofSeconds(5).toNanos());

        assertThat(quiet.isClosed()).isFalse();
        quiet.send("{\"subscribe\":[\"A\"]}").awaitType("snapshot");
    }

    @Test
    void endsAClientThatTakesNothingAndServesTheOthersMeanwhile() throws Exception {
        String symbol = "S".repeat(200);
        for (int n = 0; n < 50; n++) {
            source.put(Samples.record(Samples.finalBar(symbol, Interval.S1, n, n)));
        }
        LiveClient reader = client().send("{\"subscribe\":[\"SLOW-USD\"],\"intervals\":[\"1s\"]}");
        reader.awaitType("snapshot");
        byte[] subscribe = maskedText(("{\"subscribe\":[\"" + symbol + "\"],\"intervals\":[\"1s\"],\"history\":50}"));
        try (Socket stuck = rawSocket()) {
            // It asks again and again, and reads no answer, until its window is full.
            int[] sent = {0};
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        for (int i = 0; i < 50; i++) {
                            stuck.getOutputStream().write(subscribe);
                        }
                        source.put(Samples.record(Samples.finalBar("SLOW-USD", Interval.S1, sent[0]++, sent[0])));
                        return !metric("tapeline_live_socket_ended_total{reason=\"stuck\"}")
                                .equals("0.0");
                    });
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(reader.closes("SLOW-USD", "1s")).contains(Integer.toString(sent[0])));
        }
    }

    private Socket rawSocket() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), root.getPort()));
        OutputStream out = socket.getOutputStream();
        List<String> head = List.of(
                "GET /v1/live HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13");
        out.write((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    /** A frame as RFC 6455 wants it of a client, with a mask of zeros, for more than 125 bytes. */
    private static byte[] maskedText(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(payload.length).isBetween(126, 65_535);
        return ByteBuffer.allocate(payload.length + 8)
                .put((byte) 0x81)
                .put((byte) (0x80 | 126))
                .putShort((short) payload.length)
                .putInt(0)
                .put(payload)
                .array();
    }

    @Test
    void isReadyWhenTheStreamIsReadAndAliveUntilTheReaderEnds() throws Exception {
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
        JsonNode ready = JSON.readTree(get("/q/health/ready").body())
                .path("checks")
                .valueStream()
                .filter(check -> check.path("name").asText().equals("stream"))
                .findFirst()
                .orElseThrow();
        assertThat(ready.path("data").path("open_shards").asInt()).isEqualTo(2);
        assertThat(ready.path("data").path("behind_ms").asInt()).isEqualTo(7);

        source.set(new SourceState(
                Optional.empty(), Optional.of("a shard is not read"), 2, 1, Optional.empty(), Duration.ZERO));
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/q/health/ready").body()).contains("a shard is not read");
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);

        source.set(new SourceState(
                Optional.of("it is over"), Optional.of("it is over"), 2, 0, Optional.empty(), Duration.ZERO));
        assertThat(get("/q/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/q/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void countsWhatItCannotUnderstandAndGoesOn() throws Exception {
        source.put("no JSON".getBytes(StandardCharsets.UTF_8));
        source.put("{\"bars\":[{\"symbol\":\"A\"}]}".getBytes(StandardCharsets.UTF_8));

        assertThat(metric("tapeline_live_malformed_total{what=\"record\"}")).isEqualTo("1.0");
        assertThat(metric("tapeline_live_malformed_total{what=\"item\"}")).isEqualTo("1.0");
        source.put(Samples.record(Samples.finalBar("AFTER-USD", Interval.M1, 0, 1)));
        assertThat(json("/v1/bars/AFTER-USD").path("bars")).hasSize(1);
    }

    @Test
    void showsThePageWithItsScriptsAndTheChart() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-security-policy")).isPresent();
        List<String> parts = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(page.body())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(parts).hasSizeGreaterThan(3);
        for (String part : parts) {
            assertThat(get("/" + part).statusCode()).as(part).isEqualTo(200);
        }
        assertThat(get("/live-bars.js").statusCode()).isEqualTo(200);
        assertThat(get("/live-chart.js").statusCode()).isEqualTo(200);
    }

    @Test
    void documentsItsApi() throws Exception {
        JsonNode document = json("/q/openapi?format=json");

        assertThat(document.path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("/v1/symbols", "/v1/bars/{symbol}");
        JsonNode bar = document.path("components").path("schemas").path("Bar").path("properties");
        assertThat(bar.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        fields(Samples.record(Samples.finalBar("A", Interval.M1, 0, 1)), "bars"));
        JsonNode row =
                document.path("components").path("schemas").path("Indicators").path("properties");
        assertThat(row.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        fields(Samples.record(Samples.indicators("A", Interval.M1, 0, 1)), "indicators"));
    }

    private static List<String> fields(byte[] record, String list) throws IOException {
        List<String> names = new ArrayList<>();
        JSON.readTree(record).path(list).path(0).fieldNames().forEachRemaining(names::add);
        return names;
    }
}
