package io.tapeline.ingest.kinesis;

import java.net.URI;
import java.util.Optional;

/**
 * Which stream to publish to.
 *
 * @param endpoint where Kinesis listens, if it is not the region's own
 * @param region the AWS region
 * @param stream the stream's name
 * @param streamArn the stream's ARN, which is used instead of the name if given
 */
public record KinesisSettings(Optional<URI> endpoint, String region, String stream, Optional<String> streamArn) {}
