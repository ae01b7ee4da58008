package io.tapeline.infra.streams;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kinesis.IStream;
import software.amazon.awscdk.services.kinesis.Stream;
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
        this.marketData = stream(
                "MarketData", config.streams().marketData(), config.streams().marketDataShards());
        this.live = stream("Live", config.streams().live(), config.streams().liveShards());
        output("market_data_stream", "batches, from ingest to Flink", marketData.getStreamName());
        output("live_stream", "live updates, from Flink to subscribers", live.getStreamName());
    }

    private Stream stream(String id, String name, int shards) {
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
        Stream made = stream.build();
        // Said the wrong way round by the rule: a key of our own is what it should ask for.
        Accepted.finding(made, "AwsSolutions-KDS3", "a key of our own, whose use can be restricted and audited");
        return made;
    }

    public IStream marketData() {
        return marketData;
    }

    public IStream live() {
        return live;
    }
}
