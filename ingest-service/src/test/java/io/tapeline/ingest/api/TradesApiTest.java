package io.tapeline.ingest.api;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.tapeline.model.Slice;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.DecodedBatch;
import io.tapeline.wire.WireException;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ApiTestProfile.class)
@Timeout(60)
class TradesApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD =
            "{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1385337600000000000,\"price\":1.5,\"size\":2}";
    private static final String BAD = GOOD.replace("1.5", "-1.5");

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
    private int storedBefore;

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @BeforeEach
    void count() {
        await().until(() -> publisher.problem() == null);
        storedBefore = storedTrades().size();
    }

    @AfterEach
    void mend() {
        stream.otherwise(FakeRecordStream.storeAll());
        await().until(() -> publisher.buffered() == 0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json",
                "application/json; charset=UTF-8",
                "APPLICATION/JSON",
                "application/x-ndjson",
                "application/ndjson",
                "application/jsonl",
            })
    void takesTradesOfEachType(String type) throws Exception {
        HttpResponse<String> answer = post(type, GOOD + "\n" + GOOD);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"accepted\":2,\"rejected_count\":0,\"rejected\":[]}");
        assertThat(storedNow()).isEqualTo(2);
    }

    @Test
    void takesABodyWithoutAType() throws Exception {
        HttpRequest request =
                request("/v1/trades").POST(BodyPublishers.ofString(GOOD)).build();

        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheGoodItemsAndListsTheOthers() throws Exception {
        HttpResponse<String> answer = post("application/json", "[" + GOOD + "," + BAD + "," + GOOD + ",{}]");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(JSON.readTree("{\"accepted\":2,\"rejected_count\":2,\"rejected\":["
                        + "{\"index\":1,\"code\":\"NEGATIVE\",\"message\":\"price is negative: -1.5\"},"
                        + "{\"index\":3,\"code\":\"MISSING_FIELD\",\"message\":\"symbol is missing\"}]}"));
        assertThat(storedNow()).isEqualTo(2);
    }

    @Test
    void takesAnEmptyArray() throws Exception {
        assertThat(post("application/json", "[]").body())
                .isEqualTo("{\"accepted\":0,\"rejected_count\":0,\"rejected\":[]}");
    }

    @Test
    void refusesAPostWithoutAnyValidItem() throws Exception {
        HttpResponse<String> answer = post("application/x-ndjson", BAD + "\n" + BAD);

        JsonNode problem = problem(answer, 400, "no-valid-item");
        assertThat(problem.get("accepted").asInt()).isZero();
        assertThat(problem.get("rejected_count").asInt()).isEqualTo(2);
        assertThat(problem.get("rejected")).hasSize(2);
    }

    @Test
    void listsNoMoreRejectedItemsThanItsBoundButCountsThemAll() throws Exception {
        String body = GOOD + "\n" + (BAD + "\n").repeat(500);

        JsonNode answer = JSON.readTree(post("application/x-ndjson", body).body());

        assertThat(answer.get("rejected_count").asInt()).isEqualTo(500);
        assertThat(answer.get("rejected")).hasSize(10);
    }

    @Test
    void saysWhereABodyThatIsNotJsonStopped() throws Exception {
        String before = "[" + GOOD + "," + BAD + "," + GOOD + ",";
        HttpResponse<String> answer = post("application/json", before + "oops:" + GOOD + "]");

        JsonNode problem = problem(answer, 400, "malformed-body");
        assertThat(problem.get("accepted").asInt()).isEqualTo(2);
        assertThat(problem.get("rejected")).hasSize(2);
        assertThat(problem.get("stopped_at"))
                .isEqualTo(JSON.readTree(
                        "{\"index\":4,\"offset\":" + (before.length() + 4) + ",\"code\":\"MALFORMED_JSON\"}"));
        assertThat(storedNow()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json     | ``                 | 400 | malformed-body | EMPTY_BODY",
                "application/x-ndjson | ` `                | 400 | malformed-body | EMPTY_BODY",
                "application/json     | symbol,price       | 400 | malformed-body | MALFORMED_JSON",
                "application/json     | [                  | 400 | malformed-body | TRUNCATED",
                "application/json     | [{\"symbol\":\"A   | 400 | malformed-body | TRUNCATED",
            })
    void refusesBodiesThatCannotBeRead(String type, String body, int status, String kind, String code)
            throws Exception {
        JsonNode problem = problem(post(type, body), status, kind);

        assertThat(problem.get("stopped_at").get("code").asText()).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | identity | Content-Type must be application/json, application/x-ndjson, text/csv or application/avro, not text/plain",
                "application/json;charset=iso-8859-1 | identity | the body must be UTF-8, not iso-8859-1",
                "application/json | br | Content-Encoding must be gzip, zstd or identity, not br",
                "application/json | gzip, gzip | Content-Encoding must be gzip, zstd or identity, not gzip, gzip",
            })
    void refusesOtherTypesAndEncodings(String type, String encoding, String detail) throws Exception {
        HttpRequest request = request("/v1/trades")
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(BodyPublishers.ofString(GOOD))
                .build();

        assertThat(problem(send(request), 415, "unsupported-type").get("detail").asText())
                .isEqualTo(detail);
    }

    @Test
    void takesGzip() throws Exception {
        byte[] body = gzip((GOOD + "\n").repeat(100).getBytes(UTF_8));

        assertThat(postGzip(body).body()).startsWith("{\"accepted\":100,");
        assertThat(storedNow()).isEqualTo(100);
    }

    @Test
    void keepsTheGoodItemsBeforeDamagedGzip() throws Exception {
        byte[] body = gzip(IntStream.range(0, 1000)
                .mapToObj(i -> GOOD.replace(
                        "}", ",\"trade_id\":" + Integer.toString(i * 7919, 36).hashCode() + "}"))
                .collect(Collectors.joining("\n"))
                .getBytes(UTF_8));

        JsonNode problem = problem(postGzip(Arrays.copyOf(body, body.length - 20)), 400, "malformed-body");

        assertThat(problem.get("stopped_at").get("code").asText()).isEqualTo("BAD_COMPRESSION");
        assertThat(problem.get("accepted").asInt()).isPositive();
        assertThat(storedNow()).isEqualTo(problem.get("accepted").asInt());
    }

    @Test
    void refusesABodyThatIsNoGzipAtAll() throws Exception {
        assertThat(problem(postGzip(GOOD.getBytes(UTF_8)), 400, "malformed-body")
                        .get("stopped_at")
                        .get("code")
                        .asText())
                .isEqualTo("BAD_COMPRESSION");
    }

    @Test
    void refusesGzipBombs() throws Exception {
        byte[] spaces = new byte[64 << 20];
        Arrays.fill(spaces, (byte) ' ');

        JsonNode problem = problem(postGzip(gzip(spaces)), 413, "too-large");

        assertThat(problem.get("stopped_at").get("code").asText()).isIn("COMPRESSION_BOMB", "BODY_TOO_LARGE");
    }

    @Test
    void refusesBodiesThatAreTooLargeButKeepsWhatCameBefore() throws Exception {
        JsonNode problem = problem(post("application/x-ndjson", (GOOD + "\n").repeat(20_000)), 413, "too-large");

        assertThat(problem.get("stopped_at").get("code").asText()).isEqualTo("BODY_TOO_LARGE");
        assertThat(problem.get("accepted").asInt()).isBetween(8_000, (1 << 20) / GOOD.length());
        assertThat(storedNow()).isEqualTo(problem.get("accepted").asInt());
    }

    @Test
    void answersEvenWhenTheRestOfTheBodyIsHuge() throws Exception {
        InputStream endless = new InputStream() {
            private int left = 64 << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int count = Math.min(length, left);
                Arrays.fill(into, offset, offset + count, (byte) 'x');
                left -= count;
                return count;
            }
        };
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /v1/trades HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
                            .getBytes(UTF_8));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                byte[] chunk = new byte[64 * 1024];
                try {
                    for (int count = endless.read(chunk); count > 0; count = endless.read(chunk)) {
                        out.write((Integer.toHexString(count) + "\r\n").getBytes(UTF_8));
                        out.write(chunk, 0, count);
                        out.write("\r\n".getBytes(UTF_8));
                    }
                } catch (IOException e) {
                    // The service has hung up, as it may.
                }
            });
            String answer = new String(socket.getInputStream().readNBytes(200), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 415 ").containsIgnoringCase("connection: close");
            sending.cancel(true);
        }
    }

    @Test
    void refusesItemsThatAreTooLong() throws Exception {
        String longItem = GOOD.replace("}", " ".repeat(1024) + "}");

        JsonNode array = problem(post("application/json", "[" + GOOD + "," + longItem + "]"), 413, "too-large");
        assertThat(array.get("stopped_at").get("code").asText()).isEqualTo("ITEM_TOO_LONG");
        assertThat(array.get("accepted").asInt()).isEqualTo(1);

        JsonNode lines = JSON.readTree(post("application/x-ndjson", GOOD + "\n" + longItem + "\n" + GOOD)
                .body());
        assertThat(lines.get("accepted").asInt()).isEqualTo(2);
        assertThat(lines.get("rejected").get(0).get("code").asText()).isEqualTo("LINE_TOO_LONG");
    }

    @Test
    void answersOnlyWhenTheStreamHas() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        stream.otherwise(FakeRecordStream.storeAndWaitFor(answer));
        CompletableFuture<HttpResponse<String>> post = client.sendAsync(trades(GOOD), BodyHandlers.ofString());
        await().until(() -> storedNow() == 1);
        assertThat(post).isNotDone();

        answer.complete(null);

        assertThat(post.get().statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotConfirmWhatTheStreamDoesNotAcknowledgeInTime() throws Exception {
        stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.TRANSIENT));

        HttpResponse<String> answer = send(trades(GOOD));

        JsonNode problem = problem(answer, 503, "not-confirmed");
        assertThat(problem.has("accepted")).isFalse();
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    }

    @Test
    void doesNotConfirmWhatTheStreamRefuses() throws Exception {
        stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.PERMANENT));

        JsonNode problem = problem(send(trades(GOOD)), 503, "not-confirmed");

        assertThat(problem.get("detail").asText()).isEqualTo("scripted PERMANENT");
    }

    @Test
    void sendsPostsAwayWhenTheBufferIsFull() throws Exception {
        stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.THROTTLED));
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(trades((GOOD + "\n").repeat(2048)), BodyHandlers.ofString());
        await().until(() -> publisher.buffered() == publisher.capacity());

        HttpResponse<String> answer = send(trades(GOOD));

        problem(answer, 503, "buffer-full");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        problem(first.get(), 503, "not-confirmed");
    }

    @Test
    void saysWhichItemsHadNoRoomWhenTheBufferFillsUpOnTheWay() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        stream.otherwise(FakeRecordStream.storeAndWaitFor(answer));
        CompletableFuture<HttpResponse<String>> post =
                client.sendAsync(trades((GOOD + "\n").repeat(5000)), BodyHandlers.ofString());
        await().until(() -> publisher.buffered() > publisher.capacity() - 512);
        // Longer than the patience with which a post waits for room.
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        answer.complete(null);

        JsonNode problem = problem(post.get(), 503, "buffer-full");
        int accepted = problem.get("accepted").asInt();
        assertThat(accepted).isBetween(1024, 2048);
        assertThat(problem.get("stopped_at")).isEqualTo(JSON.readTree("{\"index\":" + accepted + "}"));
        assertThat(storedNow()).isEqualTo(accepted);
    }

    @Test
    void sendsPostsAwayWhenTooManyAreBeingRead() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket(root.getHost(), root.getPort());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /v1/trades HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 1000\r\n\r\n[")
                                .getBytes(UTF_8));
            }
            await().untilAsserted(() -> problem(send(trades(GOOD)), 503, "too-many-posts"));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().untilAsserted(() -> assertThat(send(trades(GOOD)).statusCode()).isEqualTo(200));
    }

    @Test
    void aClientThatGoesAwayDoesNoHarm() throws Exception {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/trades HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                                    + "Content-Length: 1000\r\n\r\n" + GOOD + "\n{\"symbol\":\"A")
                            .getBytes(UTF_8));
            await().until(() -> storedNow() == 1);
        }

        assertThat(send(trades(GOOD)).statusCode()).isEqualTo(200);
    }

    @Test
    void publishesWhatASlowClientHasSentSoFar() throws Exception {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            OutputStream out = socket.getOutputStream();
            String lines = GOOD + "\n";
            out.write(("POST /v1/trades HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                            + "Content-Length: " + lines.length() * 2 + "\r\n\r\n" + lines)
                    .getBytes(UTF_8));
            await().until(() -> storedNow() == 1);

            out.write(lines.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readNBytes(15), UTF_8);
            assertThat(answer).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void otherPathsAndMethodsAreProblemsToo() throws Exception {
        HttpResponse<String> unknown = send(request("/v1/nothing").GET().build());
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("content-type")).hasValue("application/problem+json");

        HttpResponse<String> method = send(request("/v1/trades").GET().build());
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("content-type")).hasValue("application/problem+json");
    }

    @Test
    void refusesNamesOfReplaysThatAreNone() throws Exception {
        HttpRequest request = request("/v1/trades?replay=a%20b")
                .POST(BodyPublishers.ofString(GOOD))
                .build();

        assertThat(problem(send(request), 400, "bad-parameter").get("detail").asText())
                .startsWith("a replay's name is");
    }

    @Test
    void closesReplays() throws Exception {
        problem(send(close("closing")), 404, "unknown-replay");
        assertThat(send(replayed("closing")).statusCode()).isEqualTo(200);

        HttpResponse<String> closed = send(close("closing"));

        assertThat(closed.statusCode()).isEqualTo(200);
        assertThat(closed.body()).isEqualTo("{\"replay\":\"closing\",\"clock\":\"2013-11-26T00:00:05Z\"}");
        problem(send(close("closing")), 404, "unknown-replay");
    }

    @Test
    void doesNotCloseAReplayWhilePostsToItAreUnderWay() throws Exception {
        assertThat(send(replayed("busy")).statusCode()).isEqualTo(200);
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/trades?replay=busy HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 1000\r\n\r\n[")
                            .getBytes(UTF_8));
            await().untilAsserted(() -> problem(send(close("busy")), 409, "replay-busy"));
        }
        await().untilAsserted(() -> assertThat(send(close("busy")).statusCode()).isEqualTo(200));
    }

    @Test
    void aReplayThatCouldNotBeClosedIsStillOpen() throws Exception {
        assertThat(send(replayed("again")).statusCode()).isEqualTo(200);
        stream.otherwise(FakeRecordStream.fail(RecordStreamException.Kind.PERMANENT));
        problem(send(close("again")), 503, "not-confirmed");

        stream.otherwise(FakeRecordStream.storeAll());

        await().untilAsserted(
                        () -> assertThat(send(close("again")).statusCode()).isEqualTo(200));
    }

    @Test
    void takesNoMoreReplaysThanItsBound() throws Exception {
        assertThat(send(replayed("one")).statusCode()).isEqualTo(200);
        assertThat(send(replayed("two")).statusCode()).isEqualTo(200);

        problem(send(replayed("three")), 503, "too-many-replays");

        assertThat(send(close("one")).statusCode()).isEqualTo(200);
        assertThat(send(close("two")).statusCode()).isEqualTo(200);
    }

    @Test
    void showsItsMetrics() throws Exception {
        post("application/json", "[" + GOOD + "," + BAD + "]");

        String metrics = send(request("/q/metrics").GET().build()).body();

        assertThat(metrics)
                .contains("tapeline_ingest_items_rejected_total{code=\"NEGATIVE\"}")
                .contains("tapeline_ingest_items_accepted_total{kind=\"trade\"} ")
                .contains("tapeline_ingest_published_records_total ")
                .contains("tapeline_ingest_published_events_total ")
                .contains("tapeline_ingest_published_bytes_total ")
                .contains("tapeline_ingest_publish_latency_seconds_bucket")
                .contains("tapeline_ingest_publish_retries_total ")
                .contains("tapeline_ingest_publish_throttled_total ")
                .contains("tapeline_ingest_publish_failed_events_total ")
                .contains("tapeline_ingest_buffer_events 0.0")
                .contains("tapeline_ingest_buffer_capacity 2048.0")
                .contains("tapeline_ingest_posts_active 0.0")
                .contains("tapeline_ingest_ranges 2.0");
    }

    @Test
    void documentsItself() throws Exception {
        JsonNode document = JSON.readTree(
                send(request("/q/openapi?format=json").GET().build()).body());

        JsonNode post = document.get("paths").get("/v1/trades").get("post");
        assertThat(post.get("responses").fieldNames()).toIterable().contains("200", "400", "413", "415", "503");
        assertThat(post.get("requestBody").get("content").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("application/json", "application/x-ndjson", "text/csv", "application/avro");
        assertThat(document.get("components")
                        .get("schemas")
                        .get("Trade")
                        .get("properties")
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "symbol",
                        "venue",
                        "ts_event",
                        "ts_recv",
                        "price",
                        "size",
                        "side",
                        "sequence",
                        "trade_id",
                        "conditions");
        assertThat(send(request("/q/swagger-ui/").GET().build()).statusCode()).isEqualTo(200);
    }

    private JsonNode problem(HttpResponse<String> answer, int status, String kind) throws IOException {
        assertThat(answer.body()).contains("urn:tapeline:problem:" + kind);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotEmpty();
        assertThat(problem.get("detail").asText()).isNotEmpty();
        return problem;
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        return send(request("/v1/trades")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> postGzip(byte[] body) throws Exception {
        return send(request("/v1/trades")
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());
    }

    private HttpRequest trades(String lines) {
        return request("/v1/trades")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build();
    }

    private HttpRequest replayed(String id) {
        return request("/v1/trades?replay=" + id)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(GOOD))
                .build();
    }

    private HttpRequest close(String id) {
        return request("/v1/replays/" + id + "/close")
                .POST(BodyPublishers.noBody())
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private int storedNow() {
        return storedTrades().size() - storedBefore;
    }

    private List<String> storedTrades() {
        List<String> ids = new ArrayList<>();
        for (byte[] record : stream.inOrder()) {
            try {
                DecodedBatch batch = new BatchDecoder().decode(record);
                for (Slice slice : batch.slices()) {
                    for (int row = 0; row < slice.trades().count(); row++) {
                        ids.add(slice.trades().tradeId(row));
                    }
                }
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
        return ids;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
