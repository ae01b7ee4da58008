package io.tapeline.infra.cluster;

import java.util.List;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig.AutoScalingPolicyProperty;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig.CloudWatchAlarmDefinitionProperty;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig.MetricDimensionProperty;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig.ScalingActionProperty;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig.ScalingConstraintsProperty;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig.ScalingRuleProperty;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig.ScalingTriggerProperty;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig.SimpleScalingPolicyConfigurationProperty;

/**
 * The custom rules: a node more when less than 15 % of YARN's memory is free, or more than 0.75 containers wait for each
 * that runs, for 5 minutes; a node less when more than 75 % is free for 15; at least 300 seconds between two changes.
 */
final class ScalingRules {
    private static final int PERIOD_SECONDS = 300;
    private static final int COOLDOWN_SECONDS = 300;
    private static final String MEMORY = "YARNMemoryAvailablePercentage";

    private ScalingRules() {}

    static AutoScalingPolicyProperty of(String clusterId, int least, int most) {
        return AutoScalingPolicyProperty.builder()
                .constraints(ScalingConstraintsProperty.builder()
                        .minCapacity(least)
                        .maxCapacity(most)
                        .build())
                .rules(List.of(
                        rule("OutWhenMemoryIsShort", 1, alarm(clusterId, MEMORY, "PERCENT", "LESS_THAN", 15, 1)),
                        rule(
                                "OutWhenContainersWait",
                                1,
                                alarm(clusterId, "ContainerPendingRatio", "COUNT", "GREATER_THAN", 0.75, 1)),
                        rule("InWhenMemoryIsFree", -1, alarm(clusterId, MEMORY, "PERCENT", "GREATER_THAN", 75, 3))))
                .build();
    }

    private static ScalingRuleProperty rule(String name, int change, CloudWatchAlarmDefinitionProperty alarm) {
        return ScalingRuleProperty.builder()
                .name(name)
                .action(ScalingActionProperty.builder()
                        .simpleScalingPolicyConfiguration(SimpleScalingPolicyConfigurationProperty.builder()
                                .adjustmentType("CHANGE_IN_CAPACITY")
                                .scalingAdjustment(change)
                                .coolDown(COOLDOWN_SECONDS)
                                .build())
                        .build())
                .trigger(ScalingTriggerProperty.builder()
                        .cloudWatchAlarmDefinition(alarm)
                        .build())
                .build();
    }

    private static CloudWatchAlarmDefinitionProperty alarm(
            String clusterId, String metric, String unit, String comparison, double threshold, int periods) {
        return CloudWatchAlarmDefinitionProperty.builder()
                .namespace("AWS/ElasticMapReduce")
                .metricName(metric)
                .dimensions(List.of(MetricDimensionProperty.builder()
                        .key("JobFlowId")
                        .value(clusterId)
                        .build()))
                .statistic("AVERAGE")
                .unit(unit)
                .comparisonOperator(comparison)
                .threshold(threshold)
                .period(PERIOD_SECONDS)
                .evaluationPeriods(periods)
                .build();
    }
}
