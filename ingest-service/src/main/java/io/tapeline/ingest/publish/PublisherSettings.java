package io.tapeline.ingest.publish;

import io.tapeline.wire.Compression;
import java.time.Duration;

/**
 * How the publisher batches, retries and buffers. Built and checked by the service's configuration.
 *
 * @param linger how long a batch stays open for more events
 * @param batchBytes the estimated size at which a batch closes
 * @param batchEvents the count at which a batch closes
 * @param bufferEvents the most events not yet acknowledged
 * @param compression of the batches
 * @param rangesPerShard ranges for each open shard
 * @param layoutRefresh how often the open shards are looked up
 * @param heartbeat how often a range with nothing to publish tells the time
 * @param attemptTimeout how long one call to the stream may take
 * @param deliveryTimeout how long a batch is tried in the face of failures other than throttling
 * @param backoffMin the first wait before a retry
 * @param backoffMax the longest wait before a retry
 */
public record PublisherSettings(
        Duration linger,
        int batchBytes,
        int batchEvents,
        int bufferEvents,
        Compression compression,
        int rangesPerShard,
        Duration layoutRefresh,
        Duration heartbeat,
        Duration attemptTimeout,
        Duration deliveryTimeout,
        Duration backoffMin,
        Duration backoffMax) {
    /** The settings used unless configured otherwise. */
    public static final PublisherSettings DEFAULT = new PublisherSettings(
            Duration.ofMillis(20),
            256 * 1024,
            5_000,
            200_000,
            Compression.NONE,
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ofMillis(20),
            Duration.ofSeconds(2));
}
