package io.tapeline.infra.night;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.stepfunctions.IStateMachine;
import software.constructs.Construct;

/** Starts the workflow every night. A start that fails for an hour is put in a queue, which raises an alarm. */
final class NightSchedule extends Construct {
    /** Later it could be another day, and so another night. */
    private static final int OLDEST_SECONDS = 3_600;

    private static final int RETRIES = 20;

    private final InfraConfig config;
    private final FoundationStack foundation;

    NightSchedule(
            Construct scope,
            InfraConfig config,
            FoundationStack foundation,
            IStateMachine stateMachine,
            String queueName) {
        super(scope, "Schedule");
        this.config = config;
        this.foundation = foundation;
        Queue unstarted = queue(queueName);
        alarm(unstarted, queueName);
        Role role = role(stateMachine, unstarted);
        CfnSchedule.Builder.create(this, "Nightly")
                .name(config.general().prefix() + "-nightly")
                .description("Starts the nightly workflow")
                .scheduleExpression(
                        config.night().schedule().map(CronSchedule::expression).orElseThrow())
                .scheduleExpressionTimezone(config.night().timeZone())
                .state(config.night().enabled() ? "ENABLED" : "DISABLED")
                .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                        .mode("OFF")
                        .build())
                .target(CfnSchedule.TargetProperty.builder()
                        .arn(stateMachine.getStateMachineArn())
                        .roleArn(role.getRoleArn())
                        .input("{}")
                        .retryPolicy(CfnSchedule.RetryPolicyProperty.builder()
                                .maximumEventAgeInSeconds(OLDEST_SECONDS)
                                .maximumRetryAttempts(RETRIES)
                                .build())
                        .deadLetterConfig(CfnSchedule.DeadLetterConfigProperty.builder()
                                .arn(unstarted.getQueueArn())
                                .build())
                        .build())
                .build();
    }

    private Queue queue(String name) {
        Queue.Builder queue = Queue.Builder.create(this, "Unstarted")
                .queueName(name)
                .enforceSsl(true)
                .retentionPeriod(Duration.days(14));
        foundation
                .key()
                .ifPresentOrElse(
                        key -> queue.encryption(QueueEncryption.KMS).encryptionMasterKey(key),
                        () -> queue.encryption(QueueEncryption.SQS_MANAGED));
        Queue made = queue.build();
        Accepted.finding(made, "AwsSolutions-SQS3", "is itself where the schedule puts what it could not deliver");
        return made;
    }

    private void alarm(Queue unstarted, String name) {
        Alarm alarm = unstarted
                .metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                        .period(Duration.minutes(5))
                        .statistic("Maximum")
                        .build())
                .createAlarm(
                        this,
                        "UnstartedAlarm",
                        software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions.builder()
                                .alarmName(name)
                                .alarmDescription(
                                        "The schedule could not start the nightly workflow. The message in the"
                                                + " queue says why. Start it by hand with {\"date\": \"...\"}, then purge the"
                                                + " queue.")
                                .threshold(1)
                                .evaluationPeriods(1)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                                // An empty queue that nobody uses has no metric.
                                .treatMissingData(TreatMissingData.NOT_BREACHING)
                                .build());
        alarm.addAlarmAction(new SnsAction(foundation.alarms()));
    }

    private Role role(IStateMachine stateMachine, Queue unstarted) {
        Role role = Role.Builder.create(this, "Role")
                .roleName(config.general().prefix() + "-nightly-schedule")
                .description(
                        "Starts the nightly workflow of " + config.general().prefix())
                .assumedBy(ServicePrincipal.Builder.create("scheduler.amazonaws.com")
                        .conditions(Map.of(
                                "StringEquals",
                                Map.of("aws:SourceAccount", Stack.of(this).getAccount())))
                        .build())
                .build();
        role.addToPolicy(Statements.allow(
                "Start", List.of("states:StartExecution"), List.of(stateMachine.getStateMachineArn())));
        role.addToPolicy(Statements.allow("Unstarted", List.of("sqs:SendMessage"), List.of(unstarted.getQueueArn())));
        foundation
                .key()
                .ifPresent(key -> role.addToPolicy(Statements.allow(
                        "Key", List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(key.getKeyArn()))));
        return role;
    }
}
