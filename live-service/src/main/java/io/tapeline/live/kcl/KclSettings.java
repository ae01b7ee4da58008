package io.tapeline.live.kcl;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What the reader of the stream is told.
 *
 * @param application the KCL application of this instance, and so its lease table and its consumer
 * @param family what the names of all instances' applications begin with, and nobody else's
 * @param stream the stream's name
 * @param region the AWS region
 * @param endpoint where Kinesis listens, if it is not the region's own
 * @param dynamoDbEndpoint where DynamoDB listens, if it is not the region's own
 * @param consumer how shards are read
 * @param failover KCL's failover time: after how long without a renewal a lease is free; it is renewed thrice as often
 * @param patience how long a shard may be without a sign of life
 * @param sweepAfter how long the leases of another instance must not have moved before what it has is deleted
 */
public record KclSettings(
        String application,
        String family,
        String stream,
        String region,
        Optional<URI> endpoint,
        Optional<URI> dynamoDbEndpoint,
        Consumer consumer,
        Duration failover,
        Duration patience,
        Duration sweepAfter) {
    public KclSettings {
        requireNonNull(application, "application is null");
        requireNonNull(family, "family is null");
        requireNonNull(stream, "stream is null");
        requireNonNull(region, "region is null");
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(dynamoDbEndpoint, "dynamoDbEndpoint is null");
        requireNonNull(consumer, "consumer is null");
        requireNonNull(failover, "failover is null");
        requireNonNull(patience, "patience is null");
        requireNonNull(sweepAfter, "sweepAfter is null");
    }
}
