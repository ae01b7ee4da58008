package io.tapeline.infra.recovery;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * What is said when the copy falls behind, or lacks an object. S3 publishes how late it is in the copy's region, and
 * what failed in the lake's: each alarm stands where its figures are.
 */
public final class ReplicaAlarms {
    /** The prefixes that are copied, each by a rule of that name. */
    public static final List<String> RULES = List.of("warehouse", "checkpoints");

    /** What S3 promises, in seconds. */
    private static final int PROMISED = 900;

    private ReplicaAlarms() {}

    /** In the copy's region. */
    static void late(Construct scope, String source, ReplicaNames replica, ITopic topic) {
        for (String rule : RULES) {
            String name = replica.bucket() + "-late-" + rule;
            alarm(scope, "Late-" + rule, name, metric("ReplicationLatency", "Maximum", source, replica, rule))
                    .threshold(PROMISED)
                    .evaluationPeriods(3)
                    .alarmDescription("The copy of " + rule + "/ is more than 15 minutes behind the lake. Look at"
                            + " BytesPendingReplication: a recovery now loses as much.")
                    .build()
                    .addAlarmAction(new SnsAction(topic));
        }
    }

    /** In the lake's region. */
    public static void failed(Construct scope, String source, ReplicaNames replica, ITopic topic) {
        for (String rule : RULES) {
            String name = replica.bucket() + "-failed-" + rule;
            alarm(scope, "Failed-" + rule, name, metric("OperationsFailedReplication", "Sum", source, replica, rule))
                    .threshold(0)
                    .evaluationPeriods(1)
                    .alarmDescription("Objects of " + rule + "/ were not copied to " + replica.region()
                            + ". Look at what the role may do with the bucket and the key there, then have S3 Batch"
                            + " Replication copy them.")
                    .build()
                    .addAlarmAction(new SnsAction(topic));
        }
    }

    private static Alarm.Builder alarm(Construct scope, String id, String name, Metric metric) {
        return Alarm.Builder.create(scope, id)
                .alarmName(name)
                .metric(metric)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                // No figures: there was nothing to copy.
                .treatMissingData(TreatMissingData.NOT_BREACHING);
    }

    private static Metric metric(String name, String statistic, String source, ReplicaNames replica, String rule) {
        return Metric.Builder.create()
                .namespace("AWS/S3")
                .metricName(name)
                .dimensionsMap(Map.of("SourceBucket", source, "DestinationBucket", replica.bucket(), "RuleId", rule))
                .statistic(statistic)
                .period(Duration.minutes(5))
                .build();
    }
}
