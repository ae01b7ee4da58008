package io.tapeline.ingest.socket;

import java.time.Duration;

/**
 * The bounds of the WebSocket endpoint. Built and checked by the service's configuration.
 *
 * @param maxConnections how many connections may be open at once
 * @param maxMessageBytes the longest message
 * @param maxUnacknowledged how many messages of a connection may wait for their acknowledgement; it is not read meanwhile
 * @param maxUnacknowledgedBytes how many bytes of messages may wait so
 * @param patience how long a message waits for a place among the posts, or for room, before it is refused
 * @param pingInterval how often a connection is asked whether it is there
 * @param idleTimeout after how long without a sign of life it is closed
 */
public record SocketSettings(
        int maxConnections,
        int maxMessageBytes,
        int maxUnacknowledged,
        long maxUnacknowledgedBytes,
        Duration patience,
        Duration pingInterval,
        Duration idleTimeout) {}
