package io.tapeline.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The keys under {@code kinesis}, which all of Tapeline's processes share. */
@ConfigMapping(prefix = "kinesis")
public interface KinesisConfig {
    /** Where Kinesis listens, if it is not the region's own endpoint. */
    Optional<URI> endpoint();

    /** The AWS region. */
    @WithDefault("us-east-1")
    String region();

    /** The name of the stream of market data. */
    @WithDefault("market-data")
    String stream();

    /** The stream's ARN, which is used instead of the name if given. */
    Optional<String> streamArn();
}
