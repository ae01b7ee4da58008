package io.tapeline.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tapeline.model.Side;
import io.tapeline.testkit.service.ServiceProcess;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random and mutated bytes at every endpoint for a minute: no answer is a fault of ours, nothing hangs, nothing leaks. */
@Timeout(240)
class FuzzIT {
    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final int CLIENTS = 4;
    private static final long MAX_RESIDENT = 450L << 20;

    private static final List<String> PATHS = List.of(
            "/v1/trades",
            "/v1/quotes",
            "/v1/corrections",
            "/v1/cancels",
            "/v1/events",
            "/v1/events?ts_unit=auto",
            "/v1/trades?replay=fuzz",
            "/v1/trades?dialect=coinbase",
            "/v1/events?dialect=alpaca",
            "/v1/events?dialect=binance",
            "/v1/quotes?dialect=kraken",
            "/v1/replays/fuzz/close");
    private static final List<String> TYPES =
            List.of("application/json", "application/x-ndjson", "text/csv", "application/avro", "text/html");
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u0000",
            "null",
            "true",
            "NaN",
            "-",
            "1e999",
            "0",
            "\n",
            "\r\n",
            "\u0000",
            "\"symbol\"",
            "\"type\":\"quote\"",
            "99999999999999999999",
            "é",
            "\"T\":\"q\"",
            "\"data\":[");

    private static final String TRADE =
            "{\"type\":\"trade\",\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1385337600000000000,\"price\":1.5,\"size\":2,\"trade_id\":7}";

    /** Good bodies to begin with. */
    private static final List<byte[]> SEEDS = List.of(
            utf8("[" + TRADE + "," + TRADE + "]"),
            utf8((TRADE + "\n").repeat(20)),
            utf8(
                    "{\"type\":\"quote\",\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":\"2013-11-25T00:00:00Z\",\"bid_price\":1,\"bid_size\":2}"),
            utf8("type,symbol,venue,ts_event,price,size\n" + "trade,A,V,1385337600000000000,1.5,2\n".repeat(9)),
            utf8(
                    "{\"type\":\"match\",\"trade_id\":10,\"sequence\":50,\"time\":\"2014-11-07T08:19:27.028459Z\",\"product_id\":\"BTC-USD\",\"size\":\"5.2\",\"price\":\"400.23\",\"side\":\"sell\"}"),
            utf8(
                    "{\"e\":\"trade\",\"E\":1672515782136,\"s\":\"BNBBTC\",\"t\":12345,\"p\":\"0.001\",\"q\":\"100\",\"T\":1672515782136,\"m\":true,\"M\":true}"),
            utf8(
                    "[{\"T\":\"t\",\"i\":96921,\"S\":\"AAPL\",\"x\":\"D\",\"p\":126.55,\"s\":1,\"t\":\"2021-02-22T15:51:44.208Z\",\"c\":[\"@\"],\"z\":\"C\"}]"),
            utf8(
                    "{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"ALGO/USD\",\"bid\":0.1,\"bid_qty\":740.0,\"ask\":0.2,\"ask_qty\":1.5}]}"),
            batch());

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void answersWhateverItIsSent() throws Exception {
        try (ServiceProcess service =
                PackagedService.start(URI.create("http://127.0.0.1:1"), Map.of("ingest.dry-run", "true"))) {
            service.awaitReady();
            long seed = System.nanoTime();
            long end = System.nanoTime() + LENGTH.toNanos();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<Future<Map<Integer, Integer>>> running = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    Random random = new Random(seed + i);
                    running.add(clients.submit(() -> fuzz(service, random, end, seed)));
                }
                Map<Integer, Integer> answers = new TreeMap<>();
                for (Future<Map<Integer, Integer>> each : running) {
                    each.get().forEach((status, count) -> answers.merge(status, count, Integer::sum));
                }
                assertThat(answers).containsKeys(200, 400, 415);
                assertThat(answers.values().stream().mapToInt(Integer::intValue).sum())
                        .isGreaterThan(1_000);
            } finally {
                clients.shutdownNow();
            }
            assertThat(service.get("/q/health").statusCode()).isEqualTo(200);
            assertThat(service.get("/q/metrics").body())
                    .contains("tapeline_ingest_posts_active 0.0")
                    .contains("tapeline_ingest_buffer_events 0.0");
            assertThat(service.peakResidentBytes()).isLessThan(MAX_RESIDENT);
            assertThat(service.log()).doesNotContain("Exception", "Unhandled");
            assertThat(Path.of("target")).isDirectoryNotContaining("glob:**/hs_err*");
        }
    }

    private Map<Integer, Integer> fuzz(ServiceProcess service, Random random, long end, long seed) throws Exception {
        Map<Integer, Integer> answers = new TreeMap<>();
        while (System.nanoTime() < end) {
            String path = PATHS.get(random.nextInt(PATHS.size()));
            String type = TYPES.get(random.nextInt(TYPES.size()));
            byte[] body = body(random);
            HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", type);
            body = pack(body, random, request);
            HttpResponse<String> answer =
                    client.send(request.POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
            answers.merge(answer.statusCode(), 1, Integer::sum);
            assertThat(answer.statusCode())
                    .as("seed %d: %s %s %s: %s", seed, path, type, Arrays.toString(body), answer.body())
                    .isBetween(200, 499);
            if (answer.statusCode() >= 400) {
                assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            }
        }
        return answers;
    }

    private static byte[] body(Random random) {
        if (random.nextInt(8) == 0) {
            byte[] noise = new byte[random.nextInt(4_096)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] body = SEEDS.get(random.nextInt(SEEDS.size()));
        for (int i = random.nextInt(6); i > 0 && body.length > 0; i--) {
            body = mutated(body, random);
        }
        return body;
    }

    private static byte[] mutated(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                byte[] flipped = body.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            }
            case 1 -> {
                return Arrays.copyOf(body, at);
            }
            case 2 -> {
                int length = Math.min(body.length - at, 1 + random.nextInt(20));
                return joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, at + length, body.length));
            }
            case 3 -> {
                byte[] repeated = Arrays.copyOfRange(body, at, Math.min(body.length, at + 1 + random.nextInt(200)));
                return joined(joined(Arrays.copyOf(body, at), repeated), Arrays.copyOfRange(body, at, body.length));
            }
            default -> {
                byte[] token = utf8(TOKENS.get(random.nextInt(TOKENS.size())));
                return joined(joined(Arrays.copyOf(body, at), token), Arrays.copyOfRange(body, at, body.length));
            }
        }
    }

    /** Packs the body or says that it is packed, now and then wrongly. */
    private static byte[] pack(byte[] body, Random random, HttpRequest.Builder request) {
        int way = random.nextInt(12);
        if (way > 3) {
            return body;
        }
        boolean gzip = way % 2 == 0;
        request.header("Content-Encoding", gzip ? "gzip" : "zstd");
        byte[] packed = gzip ? gzip(body) : Zstd.compress(body);
        return way < 2 ? packed : mutated(packed, random);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
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

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] batch() {
        BatchEncoder encoder = new BatchEncoder(Compression.NONE);
        for (int i = 0; i < 20; i++) {
            encoder.addTrade(
                    "A" + i % 3, "V", 1385337600000000000L + i, 1385337600000000000L, 1, 1, Side.NONE, 0, i, "@");
        }
        return encoder.encode(new BatchHeader("p", 1, 0, 255, 1, 1, 1));
    }
}
