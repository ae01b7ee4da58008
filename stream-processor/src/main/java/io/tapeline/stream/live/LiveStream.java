package io.tapeline.stream.live;

import io.tapeline.stream.config.StreamConfig;
import java.net.URI;
import java.util.Properties;
import org.apache.flink.connector.kinesis.sink.KinesisStreamsSink;
import org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.config.AWSConfigConstants;

/**
 * The Kinesis stream of live updates: at least once, and in order of a bucket unless Kinesis refuses part of a request.
 * Readers keep the highest revision of a bar, and a final one over a provisional one of the same revision.
 */
public final class LiveStream {
    /** Milliseconds an update may wait for company. */
    private static final long MAX_WAIT = 50;

    private LiveStream() {}

    /** The sink, which retries what Kinesis refuses for as long as it does. */
    public static KinesisStreamsSink<LiveUpdate> sink(StreamConfig.Kinesis config) {
        Properties properties = new Properties();
        properties.setProperty(AWSConfigConstants.AWS_REGION, config.region());
        config.endpoint()
                .map(URI::toString)
                .ifPresent(endpoint -> properties.setProperty(AWSConfigConstants.AWS_ENDPOINT, endpoint));
        return KinesisStreamsSink.<LiveUpdate>builder()
                .setKinesisClientProperties(properties)
                .setStreamArn(config.liveStreamArn())
                .setSerializationSchema(new LiveUpdateJson())
                .setPartitionKeyGenerator(update -> Integer.toString(update.bucket()))
                .setFailOnError(false)
                .setMaxTimeInBufferMS(MAX_WAIT)
                .build();
    }
}
