package io.tapeline.infra.observability;

import io.tapeline.infra.config.GeneralConfig;
import java.util.List;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** Warns when four fifths of the month's budget are spent, and when all of it is forecast to be. */
final class MonthlyBudget {
    private static final int SPENT_PERCENT = 80;
    private static final int FORECAST_PERCENT = 100;

    private MonthlyBudget() {}

    static void of(Construct scope, GeneralConfig general, ITopic topic) {
        CfnBudget.Builder.create(scope, "Budget")
                .budget(CfnBudget.BudgetDataProperty.builder()
                        .budgetName(general.prefix() + "-monthly")
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(CfnBudget.SpendProperty.builder()
                                .amount(general.monthlyBudget())
                                .unit("USD")
                                .build())
                        // Both tags: an account may hold several environments, or several projects.
                        .metrics(List.of("UnblendedCost"))
                        .filterExpression(CfnBudget.ExpressionProperty.builder()
                                .and(List.of(
                                        tag("project", general.projectName()),
                                        tag("environment", general.environment().lowerCase())))
                                .build())
                        .build())
                .notificationsWithSubscribers(List.of(
                        notification("ACTUAL", SPENT_PERCENT, topic),
                        notification("FORECASTED", FORECAST_PERCENT, topic)))
                .build();
    }

    private static CfnBudget.ExpressionProperty tag(String key, String value) {
        return CfnBudget.ExpressionProperty.builder()
                .tags(CfnBudget.TagValuesProperty.builder()
                        .key(key)
                        .values(List.of(value))
                        .matchOptions(List.of("EQUALS"))
                        .build())
                .build();
    }

    private static CfnBudget.NotificationWithSubscribersProperty notification(String type, int percent, ITopic topic) {
        return CfnBudget.NotificationWithSubscribersProperty.builder()
                .notification(CfnBudget.NotificationProperty.builder()
                        .notificationType(type)
                        .comparisonOperator("GREATER_THAN")
                        .threshold(percent)
                        .thresholdType("PERCENTAGE")
                        .build())
                .subscribers(List.of(CfnBudget.SubscriberProperty.builder()
                        .subscriptionType("SNS")
                        .address(topic.getTopicArn())
                        .build()))
                .build();
    }
}
