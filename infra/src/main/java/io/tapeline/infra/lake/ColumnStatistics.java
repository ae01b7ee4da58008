package io.tapeline.infra.lake;

import io.tapeline.infra.Accepted;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnScheduleGroup;
import software.constructs.Construct;

/**
 * Has Glue compute the numbers of distinct values of the columns, by which Athena and Redshift order joins. Glue has
 * settings for that which CloudFormation does not know; a schedule that calls it is the same without code. A table that
 * is not there yet is left out until the next time.
 */
final class ColumnStatistics extends Construct {
    private static final int STARTED_WITHIN_MINUTES = 60;

    ColumnStatistics(
            Construct scope, LakeConfig config, Catalog catalog, IBucket lake, String schedule, String groupName) {
        super(scope, "ColumnStatistics");
        Role worker = worker(config, lake);
        catalog.allow(worker);
        Role caller = caller(config, worker);
        CfnScheduleGroup group =
                CfnScheduleGroup.Builder.create(this, "Group").name(groupName).build();
        for (String table : LakeLayout.TABLES) {
            CfnSchedule made = CfnSchedule.Builder.create(this, table)
                    .name(table.replace('_', '-'))
                    .groupName(groupName)
                    .description("Statistics of the columns of " + table)
                    .scheduleExpression(schedule)
                    .scheduleExpressionTimezone("UTC")
                    // Glue runs few at a time: they are spread over the hour.
                    .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                            .mode("FLEXIBLE")
                            .maximumWindowInMinutes(STARTED_WITHIN_MINUTES)
                            .build())
                    .target(CfnSchedule.TargetProperty.builder()
                            .arn("arn:" + Aws.PARTITION + ":scheduler:::aws-sdk:glue:startColumnStatisticsTaskRun")
                            .roleArn(caller.getRoleArn())
                            .input("{\"DatabaseName\":\"" + config.database() + "\",\"TableName\":\"" + table
                                    + "\",\"Role\":\"" + worker.getRoleArn() + "\"}")
                            .retryPolicy(CfnSchedule.RetryPolicyProperty.builder()
                                    .maximumRetryAttempts(2)
                                    .maximumEventAgeInSeconds(3600)
                                    .build())
                            .build())
                    .build();
            made.addResourceDependency(group);
        }
    }

    /** Whom Glue reads the tables as, and writes the statistics beside their metadata. */
    private Role worker(LakeConfig config, IBucket lake) {
        Stack stack = Stack.of(this);
        Role role = Role.Builder.create(this, "Worker")
                .description("Glue, computing statistics of columns")
                .assumedBy(new ServicePrincipal("glue.amazonaws.com"))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .actions(List.of(
                        "glue:GetDatabase",
                        "glue:GetTable",
                        "glue:GetTables",
                        "glue:GetTableVersion",
                        "glue:UpdateTable",
                        "glue:GetPartitions",
                        "glue:GetColumnStatisticsForTable",
                        "glue:UpdateColumnStatisticsForTable",
                        "glue:DeleteColumnStatisticsForTable"))
                .resources(GlueArns.of(stack, config.database()))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"))
                .resources(List.of("arn:" + Aws.PARTITION + ":logs:" + stack.getRegion() + ":" + stack.getAccount()
                        + ":log-group:/aws-glue/*"))
                .build());
        lake.grantRead(role, LakeLayout.WAREHOUSE + "/*");
        lake.grantPut(role, LakeLayout.database(config.database()) + "/*");
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                "the tables of one database and their objects, which the jobs create, and the log groups whose names"
                        + " Glue chooses");
        return role;
    }

    /** Whom the schedule calls Glue as. */
    private Role caller(LakeConfig config, Role worker) {
        Role role = Role.Builder.create(this, "Caller")
                .description("Starts the statistics of columns")
                .assumedBy(new ServicePrincipal(
                        "scheduler.amazonaws.com",
                        software.amazon.awscdk.services.iam.ServicePrincipalOpts.builder()
                                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                                .build()))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("glue:StartColumnStatisticsTaskRun"))
                .resources(GlueArns.of(Stack.of(this), config.database()))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("iam:PassRole"))
                .resources(List.of(worker.getRoleArn()))
                .conditions(Map.of("StringEquals", Map.of("iam:PassedToService", "glue.amazonaws.com")))
                .build());
        Accepted.finding(role, "AwsSolutions-IAM5", "the tables of one database, which the jobs create");
        return role;
    }
}
