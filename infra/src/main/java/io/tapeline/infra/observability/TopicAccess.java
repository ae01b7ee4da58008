package io.tapeline.infra.observability;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.ITopic;

/** Lets CloudWatch and Budgets publish: a topic with a policy of its own has lost the default one, which did. */
final class TopicAccess {
    private TopicAccess() {}

    static void allow(ITopic topic) {
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("AlarmsAndBudgets")
                .principals(List.of(
                        new ServicePrincipal("cloudwatch.amazonaws.com"),
                        new ServicePrincipal("budgets.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                .build());
    }
}
