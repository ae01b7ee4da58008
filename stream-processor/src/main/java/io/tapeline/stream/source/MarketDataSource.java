package io.tapeline.stream.source;

import io.tapeline.stream.config.StreamConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.fetcher.SingleThreadFetcherManager;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kinesis.source.KinesisStreamsSource;
import org.apache.flink.connector.kinesis.source.config.KinesisStreamsSourceConfigConstants;
import org.apache.flink.connector.kinesis.source.config.KinesisStreamsSourceConfigConstants.InitialPosition;
import org.apache.flink.connector.kinesis.source.enumerator.KinesisStreamsSourceEnumeratorState;
import org.apache.flink.connector.kinesis.source.proxy.KinesisStreamProxy;
import org.apache.flink.connector.kinesis.source.proxy.StreamProxy;
import org.apache.flink.connector.kinesis.source.reader.KinesisStreamsRecordEmitter;
import org.apache.flink.connector.kinesis.source.reader.KinesisStreamsSourceReader;
import org.apache.flink.connector.kinesis.source.reader.PollingKinesisShardSplitReader;
import org.apache.flink.connector.kinesis.source.split.KinesisShardSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.config.AWSConfigConstants;
import org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.util.AWSClientUtil;
import org.apache.flink.kinesis.shaded.org.apache.flink.connector.aws.util.AWSGeneralUtil;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.http.SdkHttpClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.http.apache.ApacheHttpClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.KinesisClient;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.services.kinesis.model.Record;
import org.apache.flink.kinesis.shaded.software.amazon.awssdk.utils.AttributeMap;

/**
 * The stream of market data, from its oldest record: Flink's {@link KinesisStreamsSource} with paced reads (see
 * {@link PacedStreamProxy}). Each record once in the job's state, across failures and reshards; child shards may be read
 * before their parents are drained.
 */
public final class MarketDataSource
        implements Source<KinesisRecord, KinesisShardSplit, KinesisStreamsSourceEnumeratorState>,
                ResultTypeQueryable<KinesisRecord> {
    private static final long serialVersionUID = 1;
    private static final String USER_AGENT = "Apache Flink %s (%s) Kinesis Connector";
    private static final String USER_AGENT_KEY = "aws.kinesis.client.user-agent-prefix";

    private final KinesisStreamsSource<KinesisRecord> delegate;
    private final Configuration settings;
    private final Duration pollInterval;

    public MarketDataSource(StreamConfig.Kinesis config) {
        this.settings = settings(config);
        this.pollInterval = config.pollInterval();
        this.delegate = KinesisStreamsSource.<KinesisRecord>builder()
                .setStreamArn(config.streamArn())
                .setSourceConfig(settings)
                .setDeserializationSchema(new KinesisRecordSchema())
                .build();
    }

    private static Configuration settings(StreamConfig.Kinesis config) {
        Configuration settings = new Configuration();
        settings.set(KinesisStreamsSourceConfigConstants.STREAM_INITIAL_POSITION, InitialPosition.TRIM_HORIZON);
        settings.set(
                KinesisStreamsSourceConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS,
                config.shardDiscoveryInterval().toMillis());
        settings.setString(AWSConfigConstants.AWS_REGION, config.region());
        config.endpoint()
                .map(URI::toString)
                .ifPresent(endpoint -> settings.setString(AWSConfigConstants.AWS_ENDPOINT, endpoint));
        return settings;
    }

    @Override
    public Boundedness getBoundedness() {
        return delegate.getBoundedness();
    }

    @Override
    @SuppressWarnings("deprecation") // The connector's reader takes the queue from outside, as its fetcher then must.
    public SourceReader<KinesisRecord, KinesisShardSplit> createReader(SourceReaderContext context) {
        FutureCompletingBlockingQueue<RecordsWithSplitIds<Record>> queue = new FutureCompletingBlockingQueue<>();
        return new KinesisStreamsSourceReader<>(
                queue,
                new SingleThreadFetcherManager<>(
                        queue, () -> new PollingKinesisShardSplitReader(pacedProxy()), settings),
                new KinesisStreamsRecordEmitter<>(new KinesisRecordSchema()),
                settings,
                context);
    }

    private StreamProxy pacedProxy() {
        Properties properties = new Properties();
        settings.addAllToProperties(properties);
        SdkHttpClient http = AWSGeneralUtil.createSyncHttpClient(AttributeMap.empty(), ApacheHttpClient.builder());
        KinesisClient client = AWSClientUtil.createAwsSyncClient(
                properties, http, KinesisClient.builder(), USER_AGENT, USER_AGENT_KEY);
        return new PacedStreamProxy(new KinesisStreamProxy(client, http), pollInterval, NanoClock.SYSTEM);
    }

    @Override
    public SplitEnumerator<KinesisShardSplit, KinesisStreamsSourceEnumeratorState> createEnumerator(
            SplitEnumeratorContext<KinesisShardSplit> context) throws Exception {
        return delegate.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KinesisShardSplit, KinesisStreamsSourceEnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<KinesisShardSplit> context, KinesisStreamsSourceEnumeratorState checkpoint)
            throws Exception {
        return delegate.restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<KinesisShardSplit> getSplitSerializer() {
        return delegate.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KinesisStreamsSourceEnumeratorState> getEnumeratorCheckpointSerializer() {
        return delegate.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<KinesisRecord> getProducedType() {
        return TypeInformation.of(KinesisRecord.class);
    }
}
