package io.tapeline.infra.streams;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** What is said of a stream: it refuses, its readers are behind, or it is about to be full. */
final class StreamAlarms extends Construct {
    private static final Duration MINUTE = Duration.minutes(1);
    /** Of one shard, a minute. */
    private static final long BYTES = 60L * 1024 * 1024;

    private static final long RECORDS = 60L * 1000;

    private final String stream;
    private final String prefix;
    private final ITopic topic;

    StreamAlarms(Construct scope, String id, String prefix, String stream, ITopic topic) {
        super(scope, id);
        this.stream = stream;
        this.prefix = prefix;
        this.topic = topic;
    }

    /**
     * A write or a read that is refused. Writers and readers try again, so one in a while is nothing; five minutes of it
     * are.
     */
    StreamAlarms throttles() {
        alarm(
                "write-throttles",
                metric("WriteProvisionedThroughputExceeded", "Sum", MINUTE),
                0,
                5,
                "Writes to this stream are refused: it has too few shards, or one is hot. Producers wait and retry; add"
                        + " shards, or look whether a few symbols make the load.");
        alarm(
                "read-throttles",
                metric("ReadProvisionedThroughputExceeded", "Sum", MINUTE),
                0,
                5,
                "Reads of this stream are refused: more than two readers share a shard, or a reader catches up. Give one"
                        + " a fan-out consumer.");
        return this;
    }

    /** Readers that are behind. */
    StreamAlarms iteratorAge(int seconds) {
        alarm(
                "iterator-age",
                metric("GetRecords.IteratorAgeMilliseconds", "Maximum", MINUTE),
                seconds * 1000L,
                5,
                "A reader of this stream is more than " + seconds + " seconds behind. Look whether it runs, and at its"
                        + " load; at the stream's retention records are lost to it.");
        return this;
    }

    /** The same of a fan-out consumer. */
    StreamAlarms consumerLag(String consumer, int seconds) {
        alarm(
                "lag-of-" + consumer,
                Metric.Builder.create()
                        .namespace("AWS/Kinesis")
                        .metricName("SubscribeToShardEvent.MillisBehindLatest")
                        .dimensionsMap(Map.of("StreamName", stream, "ConsumerName", consumer))
                        .statistic("Maximum")
                        .period(MINUTE)
                        .build(),
                seconds * 1000L,
                5,
                "The consumer " + consumer + " of this stream is more than " + seconds + " seconds behind.");
        return this;
    }

    /** A stream of so many shards that nears what they take. An on-demand one grows by itself. */
    StreamAlarms capacity(int shards, int percent) {
        MathExpression used = MathExpression.Builder.create()
                .expression("100 * MAX([bytes / " + BYTES * shards + ", records / " + RECORDS * shards + "])")
                .usingMetrics(Map.of(
                        "bytes", metric("IncomingBytes", "Sum", MINUTE),
                        "records", metric("IncomingRecords", "Sum", MINUTE)))
                .label("percent of " + shards + " shards")
                .period(MINUTE)
                .build();
        alarm(
                "capacity",
                used,
                percent,
                10,
                "This stream has used more than " + percent + " % of its " + shards + " shards for ten minutes. Add"
                        + " shards by its setting and deploy: ingest and Flink follow a reshard by themselves.");
        return this;
    }

    private void alarm(String what, IMetric metric, long threshold, int minutes, String todo) {
        Alarm alarm = Alarm.Builder.create(this, what)
                .alarmName(prefix + "-" + stream + "-" + what)
                .alarmDescription(todo)
                .metric(metric)
                .threshold(threshold)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .evaluationPeriods(minutes)
                // No figures: nobody writes or reads. That the job is gone is another alarm's.
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        alarm.addAlarmAction(new SnsAction(topic));
        alarm.addOkAction(new SnsAction(topic));
    }

    private Metric metric(String name, String statistic, Duration period) {
        return Metric.Builder.create()
                .namespace("AWS/Kinesis")
                .metricName(name)
                .dimensionsMap(Map.of("StreamName", stream))
                .statistic(statistic)
                .period(period)
                .build();
    }
}
