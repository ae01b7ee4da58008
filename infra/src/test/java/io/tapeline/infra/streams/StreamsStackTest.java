package io.tapeline.infra.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class StreamsStackTest {
    private static final String STREAM = "AWS::Kinesis::Stream";
    private static final String ALARM = "AWS::CloudWatch::Alarm";

    private static Template template(String profile, String... changes) {
        return Synth.template(Synth.infra(profile, changes).streams());
    }

    @Test
    void streamsAreOnDemandUnlessTheyAreProvisioned() {
        Template onDemand = template("dev");
        Template provisioned = template("dev", "stream_mode=provisioned", "market_data_shards=3", "live_shards=2");

        onDemand.hasResourceProperties(
                STREAM,
                Map.of(
                        "Name",
                        "market-data",
                        "ShardCount",
                        Match.absent(),
                        "StreamModeDetails",
                        Map.of("StreamMode", "ON_DEMAND")));
        provisioned.hasResourceProperties(STREAM, Map.of("Name", "market-data", "ShardCount", 3));
        provisioned.hasResourceProperties(STREAM, Map.of("Name", "live", "ShardCount", 2));
    }

    @Test
    void namesRetentionAndShardFiguresAreSettings() {
        Template template = template(
                "dev", "market_data_stream=ticks", "live_stream=updates", "stream_retention=72", "shard_metrics=true");

        assertThat(Found.text(Found.one(template, STREAM, "Name=ticks")))
                .contains("RetentionPeriodHours=72,", "DesiredShardLevelMetrics=[ALL]");
        assertThat(Found.text(Found.one(template, STREAM, "Name=updates"))).contains("RetentionPeriodHours=72,");
        assertThat(Found.text(Found.properties(template("dev"), STREAM)))
                .contains("RetentionPeriodHours=24,")
                .doesNotContain("DesiredShardLevelMetrics");
    }

    @Test
    void recordsAreEncryptedByOurKeyOrByThatOfKinesis() {
        assertThat(Found.text(Found.properties(template("dev"), STREAM)))
                .contains("StreamEncryption={EncryptionType=KMS, KeyId={tapeline-dev-foundation:");
        assertThat(Found.text(Found.properties(template("dev", "kms_encryption=false"), STREAM)))
                .contains("StreamEncryption={EncryptionType=KMS, KeyId=alias/aws/kinesis}");
    }

    @Test
    void streamsStayWhereDataIsRetained() {
        template("prod").allResources(STREAM, Map.of("DeletionPolicy", "Retain"));
        template("dev").allResources(STREAM, Map.of("DeletionPolicy", "Delete"));
    }

    @Test
    void fanOutConsumersAreRegisteredAndWatched() {
        Template template = template("dev", "market_data_consumers=audit,research", "live_consumers=screen");

        assertThat(Found.properties(template("dev"), "AWS::Kinesis::StreamConsumer"))
                .isEmpty();
        assertThat(Found.properties(template, "AWS::Kinesis::StreamConsumer")).hasSize(3);
        assertThat(Found.text(Found.one(template, "AWS::Kinesis::StreamConsumer", "research")))
                .contains("StreamARN={MarketData");
        assertThat(Found.text(Found.one(template, ALARM, "lag-of-screen")))
                .contains("{Name=ConsumerName, Value=screen}", "{Name=StreamName, Value=live}")
                .contains("MetricName=SubscribeToShardEvent.MillisBehindLatest", "Threshold=60000,");
    }

    @Test
    void throttlesAndReadersBehindRaiseAlarms() {
        Template template = template("dev", "iterator_age_alarm=90");

        assertThat(Found.properties(template, ALARM)).hasSize(6);
        assertThat(Found.properties(template, ALARM)).allSatisfy(alarm -> {
            assertThat(Found.text(alarm.get("AlarmActions"))).contains("tapeline-dev-foundation:");
            assertThat(alarm.get("TreatMissingData")).isEqualTo("notBreaching");
            assertThat(alarm.get("ComparisonOperator")).isEqualTo("GreaterThanThreshold");
        });
        assertThat(Found.text(Found.one(template, ALARM, "tapeline-dev-stream-market-data-iterator-age")))
                .contains("MetricName=GetRecords.IteratorAgeMilliseconds, Namespace=AWS/Kinesis")
                .contains("EvaluationPeriods=5,", "Period=60", "Statistic=Maximum", "Threshold=90000,");
        assertThat(Found.text(Found.one(template, ALARM, "live-write-throttles")))
                .contains("MetricName=WriteProvisionedThroughputExceeded", "Statistic=Sum", "Threshold=0,");
        assertThat(Found.text(Found.one(template, ALARM, "market-data-read-throttles")))
                .contains("MetricName=ReadProvisionedThroughputExceeded", "Statistic=Sum", "Threshold=0,");
    }

    @Test
    void aProvisionedStreamAsksForShardsInTime() {
        Template template =
                template("dev", "stream_mode=provisioned", "market_data_shards=4", "stream_capacity_alarm=80");

        // Four shards take 4 x 60 MiB and 4 x 60,000 records a minute.
        assertThat(Found.text(Found.one(template, ALARM, "market-data-capacity")))
                .contains("Expression=100 * MAX([bytes / 251658240, records / 240000])")
                .contains(
                        "MetricName=IncomingBytes",
                        "MetricName=IncomingRecords",
                        "Threshold=80,",
                        "EvaluationPeriods=10,");
        assertThat(Found.text(Found.one(template, ALARM, "live-capacity")))
                .contains("Expression=100 * MAX([bytes / 62914560, records / 60000])");
    }
}
