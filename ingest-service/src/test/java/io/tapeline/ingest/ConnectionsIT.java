package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.ingest.api.RawConnection;
import io.tapeline.local.kinesis.EmulatorConfig;
import io.tapeline.local.kinesis.KinesisEmulator;
import io.tapeline.testkit.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow or silent, against the packaged service. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionsIT {
    private static final String GET = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String TRADE =
            "{\"symbol\":\"A\",\"venue\":\"V\",\"ts_event\":1385337600000000000,\"price\":1.5,\"size\":2}";

    private final KinesisEmulator emulator =
            KinesisEmulator.start(EmulatorConfig.defaults().withStream("market-data", 1));

    // Set before any test runs.
    @SuppressWarnings("NullAway.Init")
    private ServiceProcess service;

    @BeforeAll
    void start() throws IOException {
        service = PackagedService.start(emulator.endpoint(), Map.of("ingest.limits.head-timeout", "1s"))
                .awaitReady();
    }

    @AfterAll
    void stop() {
        service.close();
        emulator.close();
    }

    private RawConnection connect() throws IOException {
        return new RawConnection(service.uri("/"));
    }

    /** Sends a byte now and then until the connection is gone. */
    private static void trickleUntilCut(RawConnection connection) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    try {
                        connection.send("x");
                        return false;
                    } catch (IOException e) {
                        return true;
                    }
                });
    }

    @Test
    void endsAConnectionThatSaysNothing() throws IOException {
        try (RawConnection connection = connect()) {
            assertThat(connection.readToEnd()).isEmpty();
        }
    }

    @Test
    void endsAConnectionWhoseHeadTrickles() throws IOException {
        try (RawConnection connection = connect().send("POST /v1/trades HTTP/1.1\r\nX-Slow: ")) {
            trickleUntilCut(connection);
        }
    }

    @Test
    void endsAConnectionWhoseSecondHeadTrickles() throws IOException {
        try (RawConnection connection = connect().send(GET)) {
            assertThat(connection.readUntil("]\n}")).startsWith("HTTP/1.1 200 ");

            trickleUntilCut(connection.send("GET /"));
        }
    }

    @Test
    void keepsAConnectionThatRestsBetweenRequestsOrIsSlowWithABody() throws IOException {
        try (RawConnection connection = connect().send(GET)) {
            connection.readUntil("]\n}");
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);

            connection.sendHead("Content-Length: " + (2 * TRADE.length() + 1)).send(TRADE);
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            connection.send("\n" + TRADE);

            assertThat(connection.readUntil("}")).startsWith("HTTP/1.1 200 ").contains("\"accepted\":2");
        }
    }
}
