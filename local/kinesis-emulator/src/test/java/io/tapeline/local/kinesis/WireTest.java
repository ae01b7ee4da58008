package io.tapeline.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, without a client in between. */
class WireTest {
    private static final String JSON_TYPE = "application/x-amz-json-1.1";
    private static final String CBOR_TYPE = "application/x-amz-cbor-1.1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

    private KinesisEmulator emulator;
    private HttpClient http;

    @BeforeEach
    void start() {
        emulator = KinesisEmulator.start(EmulatorConfig.defaults()
                .withClock(new SettableClock(Instant.parse("2026-03-02T14:30:00.007Z")))
                .withStream("s", 1));
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private HttpResponse<byte[]> call(HttpClient.Version version, String operation, String type, byte[] body)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(emulator.endpoint())
                        .version(version)
                        .header("X-Amz-Target", "Kinesis_20131202." + operation)
                        .header("Content-Type", type)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode json(String operation, String body) throws Exception {
        return JSON.readTree(call(HttpClient.Version.HTTP_1_1, operation, JSON_TYPE, body.getBytes(UTF_8))
                .body());
    }

    /** Java's own client asks for h2c by an upgrade, the SDK's by prior knowledge. */
    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void answersJsonInJson(HttpClient.Version version) throws Exception {
        String put = "{\"Records\":[{\"PartitionKey\":\"k\",\"Data\":\"aGVsbG8=\",\"Unknown\":{\"a\":[1]}}],"
                + "\"StreamName\":\"s\"}";
        HttpResponse<byte[]> response = call(version, "PutRecords", JSON_TYPE, put.getBytes(UTF_8));

        assertThat(response.version()).isEqualTo(version);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(JSON_TYPE);
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("FailedRecordCount").asInt(-1)).isZero();
        assertThat(answer.path("Records").path(0).path("ShardId").asText()).isEqualTo("shardId-000000000000");
    }

    @Test
    void writesTimesAsSecondsInJsonAndAsMillisecondsInCbor() throws Exception {
        json("PutRecord", "{\"StreamName\":\"s\",\"PartitionKey\":\"k\",\"Data\":\"aGVsbG8=\"}");
        String iterator = json(
                        "GetShardIterator",
                        "{\"StreamName\":\"s\",\"ShardId\":\"shardId-000000000000\","
                                + "\"ShardIteratorType\":\"AT_TIMESTAMP\",\"Timestamp\":1772461800.007}")
                .path("ShardIterator")
                .asText();

        HttpResponse<byte[]> asJson = call(
                HttpClient.Version.HTTP_1_1,
                "GetRecords",
                JSON_TYPE,
                ("{\"ShardIterator\":\"" + iterator + "\"}").getBytes(UTF_8));
        assertThat(new String(asJson.body(), UTF_8))
                .contains("\"ApproximateArrivalTimestamp\":1772461800.007,\"Data\":\"aGVsbG8=\"");
        JsonNode asCbor = CBOR.readTree(call(
                        HttpClient.Version.HTTP_1_1,
                        "GetRecords",
                        CBOR_TYPE,
                        CBOR.writeValueAsBytes(JSON.createObjectNode().put("ShardIterator", iterator)))
                .body());
        JsonNode record = asCbor.path("Records").path(0);
        assertThat(record.path("ApproximateArrivalTimestamp").longValue()).isEqualTo(1772461800007L);
        assertThat(record.path("Data").binaryValue()).isEqualTo("hello".getBytes(UTF_8));
    }

    @Test
    void namesTheErrorInBodyAndHeader() throws Exception {
        HttpResponse<byte[]> response = call(
                HttpClient.Version.HTTP_1_1, "DescribeStream", JSON_TYPE, "{\"StreamName\":\"none\"}".getBytes(UTF_8));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("ResourceNotFoundException");
        assertThat(JSON.readTree(response.body()).path("__type").asText()).isEqualTo("ResourceNotFoundException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "null",
                "{\"StreamName\":5}",
                "{\"Records\":5,\"StreamName\":\"s\"}",
                "{\"Records\":[5],\"StreamName\":\"s\"}",
                "{\"Records\":[{\"PartitionKey\":\"k\",\"Data\":\"***\"}],\"StreamName\":\"s\"}",
                "{\"Records\":[{\"PartitionKey\":\"k\"}],\"StreamName\":\"s\"}",
                "{\"Records\":[{\"PartitionKey\":\"\",\"Data\":\"\"}],\"StreamName\":\"s\"}",
                "{\"Records\":[{\"PartitionKey\":\"k\",\"Data\":\"\",\"ExplicitHashKey\":\"-1\"}],\"StreamName\":\"s\"}"
            })
    void badInputIsTheClientsFault(String body) throws Exception {
        for (String operation : new String[] {"PutRecords", "GetRecords", "CreateStream", "Nonsense"}) {
            HttpResponse<byte[]> response =
                    call(HttpClient.Version.HTTP_1_1, operation, JSON_TYPE, body.getBytes(UTF_8));
            assertThat(response.statusCode()).as(operation).isEqualTo(400);
        }
    }

    @Test
    void randomBytesAreTheClientsFault() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            String operation = random.nextBoolean() ? "PutRecords" : "GetRecords";
            String type = random.nextBoolean() ? JSON_TYPE : CBOR_TYPE;
            assertThat(call(HttpClient.Version.HTTP_1_1, operation, type, body).statusCode())
                    .as("seed %s", seed)
                    .isEqualTo(400);
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        HttpResponse<byte[]> response =
                call(HttpClient.Version.HTTP_1_1, "PutRecords", JSON_TYPE, new byte[(12 << 20) + 1]);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), UTF_8)).contains("exceeds");
    }

    @Test
    void survivesAClientThatGoesAwayInTheMiddle() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket("127.0.0.1", emulator.port())) {
                OutputStream out = socket.getOutputStream();
                out.write(("POST / HTTP/1.1\r\nHost: x\r\nX-Amz-Target: Kinesis_20131202.PutRecords\r\n"
                                + "Content-Length: 9000000\r\n\r\n{\"Records\":[")
                        .getBytes(UTF_8));
                out.flush();
            }
        }

        // Twenty of nine megabytes would fill the room for bodies, were it not given back, and this would wait for
        // ever.
        assertThat(call(HttpClient.Version.HTTP_1_1, "PutRecords", JSON_TYPE, new byte[9_000_000])
                        .statusCode())
                .isEqualTo(400);
        assertThat(json("ListStreams", "{}").path("StreamNames").path(0).asText())
                .isEqualTo("s");
        try (Socket socket = new Socket("127.0.0.1", emulator.port())) {
            socket.getOutputStream().write("GET /health HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), UTF_8)).contains("\"status\":\"UP\"");
        }
    }

    @Test
    void countsCallsByOutcome() throws Exception {
        json("ListStreams", "{}");
        json("ListStreams", "{}");
        json("DescribeStream", "{\"StreamName\":\"none\"}");

        String stats = http.send(
                        HttpRequest.newBuilder(emulator.endpoint().resolve("/_stats"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();

        assertThat(stats)
                .isEqualTo("{\"operations\":{\"DescribeStream\":{\"ResourceNotFoundException\":1},"
                        + "\"ListStreams\":{\"ok\":2}}}");
    }
}
