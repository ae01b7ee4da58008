package io.tapeline.ingest.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tapeline.ingest.publish.FakeRecordStream;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import io.tapeline.wire.WireException;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way of being wrong that we know of, in every format: what it is answered, and that the good items are kept. */
@QuarkusTest
@TestProfile(ApiTestProfile.class)
@Timeout(120)
class MalformedBodiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A good item of each kind, by endpoint; values as they stand in JSON. */
    private static final Map<String, String> GOOD = Map.of(
            "trades",
                    "symbol=\"A\" venue=\"V\" ts_event=1385337600000000000 price=1.5 size=2 side=\"B\" sequence=1 trade_id=7 conditions=\"@\"",
            "quotes",
                    "symbol=\"A\" venue=\"V\" ts_event=1385337600000000000 bid_price=1.5 bid_size=2 ask_price=1.6 ask_size=3",
            "corrections",
                    "symbol=\"A\" venue=\"V\" trade_id=7 ts_original=1385337600000000000 ts_event=1385337660000000000 price=1.5 size=2",
            "cancels",
                    "symbol=\"A\" venue=\"V\" trade_id=7 ts_original=1385337600000000000 ts_event=1385337660000000000");

    /** Fields, a value as it stands in JSON, and what is wrong with it. A tilde: in JSON only. */
    private static final String VALUES = """
            symbol,venue            | ""                     | BAD_%s ~
            symbol,venue            | " A"                   | BAD_%s
            symbol,venue            | "A\\t"                 | BAD_%s ~
            symbol,venue            | "Ä"                    | BAD_%s
            symbol,venue            | "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" | BAD_%s
            symbol,venue            | 7                      | WRONG_TYPE ~
            symbol,venue            | ["A"]                  | WRONG_TYPE ~
            symbol,venue            | null                   | MISSING_FIELD
            price,bid_price,ask_price | -1                   | NEGATIVE
            price,bid_price,ask_price | 5000000001           | ABSURD_PRICE
            price,bid_price,ask_price | 0.0000000001         | TOO_PRECISE
            price,bid_price,ask_price | 1e300                | TOO_LARGE
            price,bid_price,ask_price | "one"                | NOT_A_NUMBER
            price,bid_price,ask_price | "1,5"                | NOT_A_NUMBER
            price,bid_price,ask_price | "0x10"               | NOT_A_NUMBER
            price,bid_price,ask_price | NaN                  | NOT_A_NUMBER
            price,bid_price,ask_price | -Infinity            | NOT_A_NUMBER
            price,bid_price,ask_price | true                 | WRONG_TYPE ~
            price,bid_price,ask_price | {"value":1}          | WRONG_TYPE ~
            price                   | 0                      | ABSURD_PRICE
            size,bid_size,ask_size  | -0.5                   | NEGATIVE
            size,bid_size,ask_size  | 1.000000001            | TOO_PRECISE
            size,bid_size,ask_size  | 99999999999999999999   | TOO_LARGE
            size,bid_size,ask_size  | "lots"                 | NOT_A_NUMBER
            size,bid_size,ask_size  | 1..2                   | NOT_A_NUMBER
            size,bid_size,ask_size  | null                   | MISSING_FIELD
            ts_event,ts_original    | 1385337600             | TS_WRONG_UNIT
            ts_event,ts_original    | 1385337600000          | TS_WRONG_UNIT
            ts_event,ts_original    | 4102444800000000000    | TS_IN_FUTURE
            ts_event,ts_original    | 1                      | TS_TOO_OLD
            ts_event,ts_original    | -1                     | TS_TOO_OLD
            ts_event,ts_original    | 99999999999999999999   | TS_IN_FUTURE
            ts_event,ts_original    | "2013-11-25"           | BAD_TIMESTAMP
            ts_event,ts_original    | "2013-02-30T00:00:00Z" | BAD_TIMESTAMP
            ts_event,ts_original    | "2013-11-25T00:00:00"  | BAD_TIMESTAMP
            ts_event,ts_original    | "now"                  | BAD_TIMESTAMP
            ts_event,ts_original    | 1385337600.5           | BAD_TIMESTAMP
            ts_event,ts_original    | false                  | WRONG_TYPE ~
            ts_event,ts_original    | null                   | MISSING_FIELD
            side                    | "X"                    | BAD_SIDE
            side                    | "BUY"                  | BAD_SIDE
            side                    | 1                      | WRONG_TYPE ~
            sequence                | -1                     | NEGATIVE
            sequence                | 1.5                    | WRONG_TYPE
            sequence                | 99999999999999999999   | TOO_LARGE
            trade_id                | "a\\nb"                | BAD_TRADE_ID ~
            trade_id                | 7.5                    | WRONG_TYPE ~
            trade_id                | {}                     | WRONG_TYPE ~
            conditions              | "Ä"                    | BAD_CONDITIONS
            conditions              | 5                      | WRONG_TYPE ~
            """;

    /** Whole bodies: endpoint, type, body (\\xHH is a byte), status, problem, code. */
    private static final String BODIES = """
            trades | application/json     | ``                           | 400 malformed-body EMPTY_BODY
            trades | application/json     | `  \\x0a `                   | 400 malformed-body EMPTY_BODY
            trades | application/json     | `hello`                      | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `"text"`                     | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `null`                       | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `\\xff\\xfe`                 | 400 malformed-body INVALID_UTF8
            trades | application/json     | `[{]`                        | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `[{"a":1}`                   | 400 malformed-body TRUNCATED
            trades | application/json     | `[{"a":`                     | 400 malformed-body TRUNCATED
            trades | application/json     | `[`                          | 400 malformed-body TRUNCATED
            trades | application/json     | `[{} {}]`                    | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `[{},]`                      | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `[{}]]`                      | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `[{"a"}]`                    | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `[{'symbol':'A'}]`           | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `[{"symbol":"\\x01"}]`       | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `[{"symbol":tru}]`           | 400 malformed-body MALFORMED_JSON
            trades | application/json     | `[1]`                        | 400 no-valid-item WRONG_TYPE
            trades | application/json     | `[[]]`                       | 400 no-valid-item WRONG_TYPE
            trades | application/json     | `[null]`                     | 400 no-valid-item WRONG_TYPE
            trades | application/json     | `[{}]`                       | 400 no-valid-item MISSING_FIELD
            trades | application/json     | `{}`                         | 400 no-valid-item MISSING_FIELD
            trades | application/json     | `[{"\\xff":1}]`              | 400 no-valid-item INVALID_UTF8
            trades | application/json     | `[{"px":1}]`                 | 400 no-valid-item UNKNOWN_FIELD
            trades | application/json     | `[{"price":1,"price":1}]`    | 400 no-valid-item DUPLICATE_FIELD
            trades | application/json     | `[{"Symbol":"A"}]`           | 400 no-valid-item UNKNOWN_FIELD
            trades | application/json     | `[{"bid_price":1}]`          | 400 no-valid-item UNKNOWN_FIELD
            trades | application/json     | `[{"type":"quote"}]`         | 400 no-valid-item BAD_TYPE
            quotes | application/json     | `[{"symbol":"A","venue":"V","ts_event":1385337600000000000}]` | 400 no-valid-item MISSING_FIELD
            quotes | application/json     | `[{"trade_id":1}]`           | 400 no-valid-item UNKNOWN_FIELD
            cancels | application/json    | `[{"price":1}]`              | 400 no-valid-item UNKNOWN_FIELD
            events | application/json     | `[{"symbol":"A"}]`           | 400 no-valid-item MISSING_FIELD
            events | application/json     | `[{"type":"candle"}]`        | 400 no-valid-item BAD_TYPE
            events | application/json     | `[{"type":null}]`            | 400 no-valid-item MISSING_FIELD
            events | application/json     | `[{"type":["trade"]}]`       | 400 no-valid-item WRONG_TYPE
            trades | application/x-ndjson | ``                           | 400 malformed-body EMPTY_BODY
            trades | application/x-ndjson | `{"a":1`                     | 400 no-valid-item TRUNCATED
            trades | application/x-ndjson | `{"a":1}x`                   | 400 no-valid-item MALFORMED_JSON
            trades | application/x-ndjson | `{"a":1}{"a":1}`             | 400 no-valid-item MALFORMED_JSON
            trades | application/x-ndjson | `"A"`                        | 400 no-valid-item MALFORMED_JSON
            trades | application/x-ndjson | `\\x00`                      | 400 no-valid-item MALFORMED_JSON
            trades | application/x-ndjson | `{"symbol":"\\xc3\\x28"}`    | 400 no-valid-item INVALID_UTF8
            trades | application/x-ndjson | `{"symbol":"\\xed\\xa0\\x80"}` | 400 no-valid-item INVALID_UTF8
            trades | application/x-ndjson | `{"symbol":"\\q"}`           | 400 no-valid-item MALFORMED_JSON
            trades | application/x-ndjson | `{"symbol":"\\u00g0"}`       | 400 no-valid-item MALFORMED_JSON
            trades | text/csv             | ``                           | 400 malformed-body EMPTY_BODY
            trades | text/csv             | `symbol`                     | 400 malformed-body BAD_HEADER
            trades | text/csv             | `symbol;venue;ts_event;price;size` | 400 malformed-body BAD_HEADER
            trades | text/csv             | `symbol,venue,ts_event,price,size,size` | 400 malformed-body BAD_HEADER
            trades | text/csv             | `symbol,venue,ts_event,price,size,qty` | 400 malformed-body BAD_HEADER
            trades | text/csv             | `{"symbol":"A"}`             | 400 malformed-body BAD_HEADER
            trades | text/csv             | `symbol,venue,ts_event,price,size\\x0aA,V` | 400 no-valid-item MALFORMED_CSV
            trades | text/csv             | `symbol,venue,ts_event,price,size\\x0aA,V,1385337600000000000,1,2,3` | 400 no-valid-item MALFORMED_CSV
            trades | text/csv             | `symbol,venue,ts_event,price,size\\x0a"A,V,1385337600000000000,1,2` | 400 no-valid-item MALFORMED_CSV
            trades | text/csv             | `symbol,venue,ts_event,price,size\\x0aA"",V,1385337600000000000,1,2` | 400 no-valid-item MALFORMED_CSV
            trades | text/csv             | `symbol,venue,ts_event,price,size\\x0a\\xff,V,1385337600000000000,1,2` | 400 no-valid-item INVALID_UTF8
            events | text/csv             | `symbol,venue,ts_event,price,size` | 400 malformed-body BAD_HEADER
            events | text/csv             | `type,symbol\\x0acandle,A`   | 400 no-valid-item BAD_TYPE
            events | text/csv             | `type,symbol\\x0a,A`         | 400 no-valid-item MISSING_FIELD
            trades | application/avro     | ``                           | 400 malformed-body EMPTY_BODY
            trades | application/avro     | `\\xc3\\x01`                 | 400 malformed-body CORRUPT_BATCH
            trades | application/avro     | `Obj\\x01`                   | 400 malformed-body CORRUPT_BATCH
            trades | application/avro     | `\\xc3\\x01abcdefgh`         | 400 malformed-body CORRUPT_BATCH
            trades | application/avro     | `[{"symbol":"A"}]`           | 400 malformed-body CORRUPT_BATCH
            trades | text/plain           | `x`                          | 415 unsupported-type -
            trades | application/xml      | `<x/>`                       | 415 unsupported-type -
            trades | application/json; charset=utf-16 | `[]`             | 415 unsupported-type -
            trades?ts_unit=h | application/json | `[]`                   | 400 bad-parameter -
            trades?replay=- | application/json | `[]`                    | 400 bad-parameter -
            """;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // Set by the test framework before any method runs.
    URI root;

    @Inject
    @SuppressWarnings("NullAway.Init") // Set by the test framework before any method runs.
    FakeRecordStream stream;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Case(
            String name, String path, String type, @Nullable String encoding, byte[] body, String answer) {}

    @Test
    void answersEachBadValueWithItsCodeAndKeepsTheItemsAroundIt() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (String line : VALUES.lines().toList()) {
            String[] parts = line.split("\\|", -1);
            String value = parts[1].strip();
            boolean jsonOnly = parts[2].contains("~");
            for (String field : parts[0].strip().split(",", -1)) {
                String code = parts[2].replace("~", "").strip().formatted(field.toUpperCase(java.util.Locale.ROOT));
                GOOD.forEach((kind, good) -> {
                    if ((" " + good).contains(" " + field + "=")) {
                        addValueCases(cases, kind, good, field, value, code, jsonOnly);
                    }
                });
            }
        }

        assertThat(cases).hasSizeGreaterThan(300);
        for (Case each : cases) {
            int before = storedEvents();
            HttpResponse<String> answer = post(each);
            assertThat(answer.statusCode()).as(each.name + ": " + answer.body()).isEqualTo(200);
            JsonNode body = JSON.readTree(answer.body());
            assertThat(body.get("accepted").asInt()).as(each.name).isEqualTo(2);
            assertThat(body.get("rejected").get(0).get("index").asInt())
                    .as(each.name)
                    .isEqualTo(1);
            assertThat(body.get("rejected").get(0).get("code").asText())
                    .as(each.name + ": " + answer.body())
                    .isEqualTo(each.answer);
            assertThat(body.get("rejected").get(0).get("message").asText())
                    .as(each.name)
                    .isNotEmpty();
            assertThat(storedEvents() - before).as(each.name).isEqualTo(2);
        }
    }

    private static void addValueCases(
            List<Case> cases, String kind, String good, String field, String value, String code, boolean jsonOnly) {
        Map<String, String> item = new LinkedHashMap<>();
        for (String pair : good.split(" ", -1)) {
            item.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        Map<String, String> bad = new LinkedHashMap<>(item);
        bad.put(field, value);
        String path = "/v1/" + kind;
        String name = kind + " " + field + " " + value;
        byte[] array = utf8("[" + json(item) + "," + json(bad) + "," + json(item) + "]");
        cases.add(new Case(name + " JSON", path, "application/json", null, array, code));
        byte[] lines = utf8(json(item) + "\n" + json(bad) + "\n" + json(item));
        cases.add(new Case(name + " NDJSON", path, "application/x-ndjson", null, lines, code));
        if (!jsonOnly) {
            byte[] table =
                    utf8(String.join(",", item.keySet()) + "\n" + csv(item) + "\n" + csv(bad) + "\n" + csv(item));
            cases.add(new Case(name + " CSV", path, "text/csv", null, table, code));
        }
    }

    private static String json(Map<String, String> item) {
        List<String> members = new ArrayList<>();
        item.forEach((name, value) -> members.add("\"" + name + "\":" + value));
        return "{" + String.join(",", members) + "}";
    }

    private static String csv(Map<String, String> item) {
        return String.join(
                ",",
                item.values().stream()
                        .map(value -> value.equals("null") ? "" : value)
                        .toList());
    }

    @Test
    void answersEachBadBodyWithItsProblem() throws Exception {
        List<Case> cases = new ArrayList<>();
        for (String line : BODIES.lines().toList()) {
            String[] parts = line.split("`", -1);
            String[] target = parts[0].split("\\|", -1);
            String answer = parts[2].replace("|", "").strip();
            byte[] body = bytes(parts[1]);
            String path = "/v1/" + target[0].strip();
            String type = target[1].strip();
            cases.add(new Case(line, path, type, null, body, answer));
            if (!answer.startsWith("415") && !answer.contains("bad-parameter")) {
                cases.add(new Case(line + " in gzip", path, type, "gzip", gzip(body), answer));
                cases.add(new Case(line + " in zstd", path, type, "zstd", Zstd.compress(body), answer));
            }
        }
        cases.addAll(packed());

        assertThat(cases).hasSizeGreaterThan(190);
        int before = storedEvents();
        for (Case each : cases) {
            HttpResponse<String> answer = post(each);
            String[] expected = each.answer.split(" ", -1);
            assertThat(answer.statusCode() + " " + answer.body())
                    .as(each.name)
                    .startsWith(expected[0] + " ")
                    .contains("urn:tapeline:problem:" + expected[1]);
            assertThat(answer.headers().firstValue("content-type"))
                    .as(each.name)
                    .hasValue("application/problem+json");
            if (!expected[2].equals("-")) {
                assertThat(answer.body()).as(each.name).contains("\"code\":\"" + expected[2] + "\"");
            }
        }
        assertThat(storedEvents()).isEqualTo(before);
    }

    /** Compression that is none, is damaged, is cut short, or hides too much. */
    private static List<Case> packed() {
        List<Case> cases = new ArrayList<>();
        // Blanks, which no format minds, so that it is the packing that is found wrong.
        byte[] line = new byte[200];
        Random random = new Random(7);
        for (int i = 0; i < line.length; i++) {
            line[i] = (byte) (random.nextBoolean() ? ' ' : '\n');
        }
        byte[] blank = new byte[50 << 20];
        Arrays.fill(blank, (byte) ' ');
        for (String type : List.of("application/json", "application/x-ndjson", "text/csv", "application/avro")) {
            String code = " 400 malformed-body BAD_COMPRESSION";
            for (String encoding : List.of("gzip", "zstd")) {
                byte[] good = encoding.equals("gzip") ? gzip(line) : Zstd.compress(line);
                Case plain = new Case("not " + encoding, "/v1/trades", type, encoding, line, code.strip());
                cases.add(plain);
                cases.add(new Case(
                        "cut " + encoding,
                        "/v1/trades",
                        type,
                        encoding,
                        Arrays.copyOf(good, good.length - 3),
                        code.strip()));
                byte[] bomb = encoding.equals("gzip") ? gzip(blank) : Zstd.compress(blank);
                cases.add(new Case("bomb of " + encoding, "/v1/quotes", type, encoding, bomb, "413 too-large -"));
            }
        }
        return cases;
    }

    private HttpResponse<String> post(Case each) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(each.path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", each.type)
                .POST(BodyPublishers.ofByteArray(each.body));
        if (each.encoding != null) {
            request.header("Content-Encoding", each.encoding);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private int storedEvents() {
        int events = 0;
        for (byte[] record : stream.inOrder()) {
            try {
                events += new BatchDecoder().decode(record).eventCount();
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }
        return events;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\x", i)) {
                bytes.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                bytes.append(text.charAt(i));
            }
        }
        return bytes.toString().getBytes(ISO_8859_1);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A batch whose header is right and whose events are not. */
    @Test
    void answersEachCutOfABatch() throws Exception {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        encoder.addTrade(
                "A", "V", 1385337600000000000L, 1385337600000000000L, 1, 1, io.tapeline.model.Side.NONE, 0, 7, "");
        byte[] batch = encoder.encode(new BatchHeader("p", 1, 0, 255, 1, 1, 1));
        for (int length = 1; length < batch.length; length++) {
            Case cut = new Case("", "/v1/trades", "application/avro", null, Arrays.copyOf(batch, length), "");
            assertThat(post(cut).body()).contains("CORRUPT_BATCH");
        }
        byte[] longer = Arrays.copyOf(batch, batch.length + 1);
        assertThat(post(new Case("", "/v1/trades", "application/avro", null, longer, ""))
                        .body())
                .contains("CORRUPT_BATCH");
        assertThat(post(new Case("", "/v1/quotes", "application/avro", null, batch, ""))
                        .body())
                .contains("BAD_TYPE");
    }
}
