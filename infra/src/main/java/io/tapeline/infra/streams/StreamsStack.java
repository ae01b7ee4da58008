package io.tapeline.infra.streams;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kinesis.ShardLevelMetrics;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamConsumer;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.constructs.Construct;

/** The stream of batches from ingest to Flink, and that of live updates from Flink to its subscribers. */
public final class StreamsStack extends TapelineStack {
    private final FoundationStack foundation;
    private final Stream marketData;
    private final Stream live;

    public StreamsStack(Construct scope, InfraConfig config, FoundationStack foundation) {
        super(scope, config, "streams", "Kinesis streams");
        this.foundation = foundation;
        StreamsConfig streams = config.streams();
        this.marketData =
                stream("MarketData", streams.marketData(), streams.marketDataShards(), streams.marketDataConsumers());
        this.live = stream("Live", streams.live(), streams.liveShards(), streams.liveConsumers());
        output("market_data_stream", "batches, from ingest to Flink", marketData.getStreamName());
        output("live_stream", "live updates, from Flink to subscribers", live.getStreamName());
    }

    private Stream stream(String id, String name, int shards, List<String> consumers) {
        Stream.Builder stream = Stream.Builder.create(this, id)
                .streamName(name)
                .retentionPeriod(Duration.hours(config().streams().retentionHours()))
                .removalPolicy(dataRemoval());
        if (config().streams().mode() == StreamsConfig.Mode.PROVISIONED) {
            stream.streamMode(StreamMode.PROVISIONED).shardCount(shards);
        } else {
            stream.streamMode(StreamMode.ON_DEMAND);
        }
        foundation
                .key()
                .ifPresentOrElse(
                        key -> stream.encryption(StreamEncryption.KMS).encryptionKey(key),
                        () -> stream.encryption(StreamEncryption.MANAGED));
        if (config().streams().shardMetrics()) {
            stream.shardLevelMetrics(List.of(ShardLevelMetrics.ALL));
        }
        Stream made = stream.build();
        // Said the wrong way round by the rule: a key of our own is what it should ask for.
        Accepted.finding(made, "AwsSolutions-KDS3", "a key of our own, whose use can be restricted and audited");
        for (String consumer : consumers) {
            StreamConsumer.Builder.create(this, id + "-" + consumer).stream(made)
                    .streamConsumerName(consumer)
                    .build();
        }
        alarms(id, name, shards, consumers);
        return made;
    }

    private void alarms(String id, String name, int shards, List<String> consumers) {
        StreamsConfig settings = config().streams();
        StreamAlarms alarms = new StreamAlarms(this, id + "Alarms", named("stream"), name, foundation.alarms())
                .throttles()
                .iteratorAge(settings.iteratorAgeSeconds());
        consumers.forEach(consumer -> alarms.consumerLag(consumer, settings.iteratorAgeSeconds()));
        if (settings.mode() == StreamsConfig.Mode.PROVISIONED) {
            alarms.capacity(shards, settings.capacityPercent());
        }
    }

    public IStream marketData() {
        return marketData;
    }

    public IStream live() {
        return live;
    }
}
