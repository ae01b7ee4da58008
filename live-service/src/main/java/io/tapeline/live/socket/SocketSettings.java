package io.tapeline.live.socket;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The bounds of the WebSocket.
 *
 * @param maxConnections that may be open at once
 * @param maxSubscriptions of a connection, a symbol and interval each
 * @param maxMessage bytes of a client's message
 * @param pingInterval how often a client is asked whether it is there
 * @param idleTimeout after how long without a sign of life a connection ends
 * @param sendTimeout how long a client may take for one message
 */
public record SocketSettings(
        int maxConnections,
        int maxSubscriptions,
        int maxMessage,
        Duration pingInterval,
        Duration idleTimeout,
        Duration sendTimeout) {
    public SocketSettings {
        requireNonNull(pingInterval, "pingInterval is null");
        requireNonNull(idleTimeout, "idleTimeout is null");
        requireNonNull(sendTimeout, "sendTimeout is null");
    }
}
