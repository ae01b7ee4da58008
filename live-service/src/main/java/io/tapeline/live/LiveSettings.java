package io.tapeline.live;

import io.tapeline.live.board.Board;
import io.tapeline.live.kcl.KclSettings;
import io.tapeline.live.socket.SocketSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, checked as a whole.
 *
 * @param kcl how the stream is read
 * @param board what is kept
 * @param socket the bounds of the WebSocket
 */
record LiveSettings(KclSettings kcl, Board.Limits board, SocketSettings socket) {
    private static final Duration LONGEST = Duration.ofHours(1);
    /** DynamoDB takes 255 characters, of which KCL adds some; a consumer's name takes 128. */
    private static final String NAME = "[a-zA-Z0-9_.-]{3,128}";

    /**
     * The settings of a configuration.
     *
     * @throws IllegalStateException if values are wrong; the message lists them all
     */
    static LiveSettings of(LiveConfig config) {
        Problems problems = new Problems();
        String family = config.application() + "-";
        String application = family + config.instance().orElseGet(LiveSettings::host);
        problems.require(
                application.matches(NAME), "live.application", "with live.instance is no KCL application", application);
        problems.require(
                config.stream().matches("[a-zA-Z0-9_.-]{1,128}"),
                "live.stream",
                "is not a stream's name",
                config.stream());
        problems.require(!config.region().isBlank(), "live.region", "is blank", config.region());
        problems.absolute("live.endpoint", config.endpoint());
        problems.absolute("live.dynamodb-endpoint", config.dynamodbEndpoint());
        problems.between("live.failover", config.failover(), Duration.ofMillis(500), Duration.ofMinutes(1));
        problems.between("live.patience", config.patience(), Duration.ofSeconds(1), LONGEST);
        // A look is then no shorter than a failover, in which a living instance renews its leases thrice.
        problems.between(
                "live.sweep-after", config.sweepAfter(), config.failover().multipliedBy(5), LONGEST);
        problems.between("live.history", config.history(), 1, 100_000);
        problems.between("live.max-symbols", config.maxSymbols(), 1, 1_000_000);
        problems.between("live.max-memory", config.maxMemory().asLongValue(), 1 << 20, 1L << 40);
        LiveConfig.Socket socket = config.socket();
        problems.between("live.socket.max-connections", socket.maxConnections(), 1, 1_000_000);
        problems.between("live.socket.max-subscriptions", socket.maxSubscriptions(), 1, 100_000);
        problems.between("live.socket.max-message", socket.maxMessage().asLongValue(), 256, 1 << 20);
        problems.between("live.socket.ping-interval", socket.pingInterval(), Duration.ofMillis(100), LONGEST);
        problems.between("live.socket.send-timeout", socket.sendTimeout(), Duration.ofMillis(100), LONGEST);
        problems.require(
                socket.idleTimeout().compareTo(socket.pingInterval()) > 0,
                "live.socket.idle-timeout",
                "is not above live.socket.ping-interval",
                socket.idleTimeout());
        problems.throwIfAny();
        return new LiveSettings(
                new KclSettings(
                        application,
                        family,
                        config.stream(),
                        config.region(),
                        config.endpoint(),
                        config.dynamodbEndpoint(),
                        config.consumer(),
                        config.failover(),
                        config.patience(),
                        config.sweepAfter()),
                new Board.Limits(
                        config.history(),
                        config.maxSymbols(),
                        config.maxMemory().asLongValue()),
                new SocketSettings(
                        socket.maxConnections(),
                        socket.maxSubscriptions(),
                        (int) socket.maxMessage().asLongValue(),
                        socket.pingInterval(),
                        socket.idleTimeout(),
                        socket.sendTimeout()));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^a-zA-Z0-9_.-]", "-");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("this host has no name; set live.instance", e);
        }
    }

    /** What is wrong with a configuration. */
    private static final class Problems {
        private final List<String> found = new ArrayList<>();

        void require(boolean right, String key, String problem, Object value) {
            if (!right) {
                found.add(key + " " + problem + ": " + value);
            }
        }

        void absolute(String key, Optional<URI> uri) {
            uri.ifPresent(given -> require(given.getHost() != null, key, "is not an absolute URI", given));
        }

        void between(String key, long value, long min, long max) {
            require(value >= min && value <= max, key, "is not between " + min + " and " + max, value);
        }

        void between(String key, Duration value, Duration min, Duration max) {
            boolean right = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
            require(right, key, "is not between " + min + " and " + max, value);
        }

        void throwIfAny() {
            if (!found.isEmpty()) {
                throw new IllegalStateException("the configuration has " + found.size()
                        + (found.size() == 1 ? " problem: " : " problems: ") + String.join("; ", found));
            }
        }
    }
}
