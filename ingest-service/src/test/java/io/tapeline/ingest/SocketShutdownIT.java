package io.tapeline.ingest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.ingest.socket.SocketClient;
import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.local.kinesis.fault.Fault;
import io.tapeline.testkit.service.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection to the packaged service, which is told to end while messages are on their way. */
@Timeout(180)
class SocketShutdownIT {
    private static final String STREAM = "market-data";

    @Test
    void acknowledgesWhatItHasReadBeforeItEndsOnSigterm() throws Exception {
        try (KinesisEmulator emulator =
                        KinesisEmulator.start(EmulatorConfig.defaults().withStream(STREAM, 2));
                StoredTrades stored = new StoredTrades(emulator.endpoint(), STREAM);
                ServiceProcess service = PackagedService.start(emulator.endpoint(), Map.of())) {
            service.awaitReady();
            emulator.faults().add(Fault.latency("PutRecords", Duration.ofMillis(150), 1_000_000));
            SocketClient client = new SocketClient(
                    URI.create(service.uri("/v1/stream?kind=trade").toString().replace("http:", "ws:")));
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendUntilClosed(client));
            long acknowledged = 0;
            while (acknowledged < 200) {
                acknowledged = number(client.answer(), acknowledged + 1);
            }

            service.terminate();

            assertThat(client.closeCode()).isEqualTo(1001);
            while (client.waiting() > 0) {
                JsonNode answer = client.answer();
                // The message that came as the publisher was closed may be refused; none after it is answered.
                if (answer.has("nack")) {
                    assertThat(answer.path("nack").asLong()).isEqualTo(acknowledged + 1);
                    assertThat(client.waiting()).isZero();
                } else {
                    acknowledged = number(answer, acknowledged + 1);
                }
            }
            assertThat(service.awaitEnd(Duration.ofSeconds(60))).isTrue();
            assertThat(service.log()).doesNotContain("Timed out", "not acknowledged");
            assertThat(service.exitValue()).isIn(0, 143);
            List<Long> found = new ArrayList<>();
            stored.idsBySymbol().values().forEach(found::addAll);
            // Not one more either: what was read was answered.
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, acknowledged).boxed().toList());
            sending.get(30, SECONDS);
        }
    }

    private static long number(JsonNode answer, long expected) {
        assertThat(answer.path("ack").asLong()).as("%s", answer).isEqualTo(expected);
        return expected;
    }

    private static void sendUntilClosed(SocketClient client) {
        try {
            for (long id = 1; ; id++) {
                client.start("{\"symbol\":\"S" + id % 40 + "\",\"venue\":\"V\",\"ts_event\":"
                                + (1_385_337_600_000_000_000L + id) + ",\"price\":1.5,\"size\":2,\"trade_id\":" + id
                                + "}")
                        .join();
            }
        } catch (CompletionException closed) {
            // As it should be, in the end.
        }
    }
}
