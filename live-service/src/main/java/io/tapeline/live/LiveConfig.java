package io.tapeline.live;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tapeline.live.kcl.Consumer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The keys under {@code live}. */
@ConfigMapping(prefix = "live")
public interface LiveConfig {
    /** The name of the stream of bars and indicators. */
    @WithDefault("live")
    String stream();

    /** The AWS region. */
    @WithDefault("us-east-1")
    String region();

    /** Where Kinesis listens, if it is not the region's own endpoint. */
    Optional<URI> endpoint();

    /** Where DynamoDB listens, if it is not the region's own endpoint. */
    Optional<URI> dynamodbEndpoint();

    /** The first part of the name of this instance's KCL application. */
    @WithDefault("tapeline-live")
    String application();

    /** The second part; unless given, the environment's HOSTNAME, or without that the host's name. */
    Optional<String> instance();

    /** How the stream is read. */
    @WithDefault("fan-out")
    Consumer consumer();

    /** KCL's failover time. */
    @WithDefault("5s")
    Duration failover();

    /** How long a shard may be without a sign of life before the service is not ready. */
    @WithDefault("1m")
    Duration patience();

    /** How long another instance must not have renewed its leases before its table and its consumer are deleted. */
    @WithDefault("5m")
    Duration sweepAfter();

    /** Bars kept of a symbol and interval, and rows of indicators. */
    @WithDefault("600")
    int history();

    /** Symbols kept. */
    @WithDefault("2000")
    int maxSymbols();

    /** Memory that they may take up, estimated. */
    @WithDefault("128M")
    MemorySize maxMemory();

    /** The WebSocket. */
    Socket socket();

    /** The keys under {@code live.socket}. */
    interface Socket {
        /** Connections that may be open at once. */
        @WithDefault("1000")
        int maxConnections();

        /** Subscriptions of a connection, a symbol and interval each. */
        @WithDefault("600")
        int maxSubscriptions();

        /** The longest message of a client. */
        @WithDefault("64K")
        MemorySize maxMessage();

        /** How often a client is asked whether it is there. */
        @WithDefault("20s")
        Duration pingInterval();

        /** After how long without a sign of life a connection ends. */
        @WithDefault("1m")
        Duration idleTimeout();

        /** How long a client may take for one message. */
        @WithDefault("30s")
        Duration sendTimeout();
    }
}
