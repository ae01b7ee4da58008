package io.tapeline.ingest;

import io.tapeline.ingest.socket.SocketSettings;
import java.time.Duration;

/** Checks the keys under {@code ingest.socket}. */
final class SocketCheck {
    private SocketCheck() {}

    static SocketSettings settings(IngestConfig config, IngestSettings.Problems problems) {
        IngestConfig.Socket socket = config.socket();
        problems.between("ingest.socket.max-connections", socket.maxConnections(), 1, 10_000);
        problems.between("ingest.socket.max-message", socket.maxMessage().asLongValue(), 1024, 16 << 20);
        problems.between("ingest.socket.max-unacknowledged", socket.maxUnacknowledged(), 1, 100_000);
        problems.between(
                "ingest.socket.max-unacknowledged-bytes",
                socket.maxUnacknowledgedBytes().asLongValue(),
                1024,
                1 << 30);
        problems.between(
                "ingest.socket.ping-interval", socket.pingInterval(), Duration.ofMillis(10), Duration.ofHours(1));
        problems.require(
                socket.idleTimeout().compareTo(socket.pingInterval()) > 0
                        && socket.idleTimeout().compareTo(Duration.ofDays(1)) <= 0,
                "ingest.socket.idle-timeout",
                "is not above ingest.socket.ping-interval and at most a day",
                socket.idleTimeout());
        return new SocketSettings(
                socket.maxConnections(),
                (int) socket.maxMessage().asLongValue(),
                socket.maxUnacknowledged(),
                socket.maxUnacknowledgedBytes().asLongValue(),
                config.publisher().ackTimeout(),
                socket.pingInterval(),
                socket.idleTimeout());
    }
}
