package io.tapeline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.local.demo.LiveTail.LiveBar;
import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Against the emulator that it follows in the demo. */
final class LiveTailTest {
    private final List<LiveBar> bars = new CopyOnWriteArrayList<>();

    private static void put(URI kinesis, String json) throws Exception {
        String data = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(kinesis)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "Kinesis_20131202.PutRecord")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"StreamName\":\"live\",\"PartitionKey\":\"1\",\"Data\":\"" + data + "\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static String bar(String start, boolean isFinal) {
        return "{\"symbol\":\"BTC-USD\",\"interval\":\"1s\",\"ts_start\":\"" + start
                + "\",\"close\":800.01,\"trade_count\":2,\"is_final\":" + isFinal + "}";
    }

    @Test
    void handsOnTheFinalBarsThatComeAfterItsStart() throws Exception {
        try (KinesisEmulator emulator =
                KinesisEmulator.start(EmulatorConfig.defaults().withStream("live", 1))) {
            put(emulator.endpoint(), "{\"bars\":[" + bar("2013-11-25T00:00:00Z", true) + "],\"indicators\":[]}");
            LiveTail tail = LiveTail.start(emulator.endpoint(), "live", bars::add);
            try {
                put(
                        emulator.endpoint(),
                        "{\"bars\":[" + bar("2013-11-25T00:00:01Z", false) + "," + bar("2013-11-25T00:00:02Z", true)
                                + "],\"indicators\":[]}");

                await().atMost(Duration.ofSeconds(20)).until(() -> !bars.isEmpty());
                assertThat(bars).containsExactly(new LiveBar("BTC-USD", "1s", "2013-11-25T00:00:02Z", "800.01", 2));
            } finally {
                tail.close();
            }
        }
    }
}
