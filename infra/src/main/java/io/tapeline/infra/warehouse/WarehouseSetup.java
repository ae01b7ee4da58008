package io.tapeline.infra.warehouse;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tapeline.infra.Accepted;
import io.tapeline.infra.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SfnStateMachine;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * Sets up the database whenever the stack has been created or changed: a state machine without code of its own, started
 * by CloudFormation's own event. It may be started by hand too, at any time.
 */
final class WarehouseSetup extends Construct {
    private final StateMachine machine;

    /**
     * What it needs.
     *
     * @param values what stands in the definition as {@code ${Name}}, beside the roles of the statements
     * @param numbers the same of numbers
     */
    record Inputs(
            String name,
            SetupStatements statements,
            Map<String, String> values,
            Map<String, Integer> numbers,
            String secretArns,
            Optional<IKey> key,
            RetentionDays retention,
            ITopic alarms) {}

    WarehouseSetup(Construct scope, Inputs inputs, String workgroupArn, String namespaceArn) {
        super(scope, "Setup");
        LogGroup.Builder log = LogGroup.Builder.create(this, "Log")
                .logGroupName("/aws/vendedlogs/states/" + inputs.name())
                .retention(inputs.retention())
                .removalPolicy(RemovalPolicy.DESTROY);
        inputs.key().ifPresent(log::encryptionKey);
        Map<String, String> values = new TreeMap<>(inputs.values());
        values.putAll(inputs.statements().values());
        this.machine = StateMachine.Builder.create(this, "Machine")
                .stateMachineName(inputs.name())
                .definitionBody(DefinitionBody.fromString(definition(inputs)))
                .definitionSubstitutions(values)
                .tracingEnabled(true)
                .logs(LogOptions.builder()
                        .destination(log.build())
                        .level(LogLevel.ALL)
                        .includeExecutionData(true)
                        .build())
                .build();
        allow(inputs, workgroupArn, namespaceArn);
        afterDeployment();
        alarm(inputs);
    }

    /** Statements and numbers are put into the text; what CloudFormation knows only at deployment stays for it. */
    static String definition(Inputs inputs) {
        String statements = inputs.statements().statements().stream()
                .map(statement -> TextNode.valueOf(statement).toString())
                .collect(Collectors.joining(", ", "[", "]"));
        String text = Texts.read(WarehouseSetup.class, "setup.asl.json").replace("\"${Statements}\"", statements);
        for (Map.Entry<String, Integer> number : inputs.numbers().entrySet()) {
            text = text.replace(
                    "\"${" + number.getKey() + "}\"", number.getValue().toString());
        }
        return text;
    }

    private void allow(Inputs inputs, String workgroupArn, String namespaceArn) {
        allow(List.of("redshift-serverless:GetNamespace"), List.of(namespaceArn));
        allow(List.of("redshift-data:ExecuteStatement"), List.of(workgroupArn));
        allow(
                List.of(
                        "redshift-data:DescribeStatement",
                        "redshift-serverless:ListUsageLimits",
                        "redshift-serverless:CreateUsageLimit",
                        "redshift-serverless:UpdateUsageLimit"),
                List.of("*"));
        allow(List.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"), List.of(inputs.secretArns()));
        inputs.key().ifPresent(key -> key.grantDecrypt(machine));
        Accepted.finding(
                machine,
                "AwsSolutions-IAM5",
                "statements and usage limits have no resource; the administrator's secret has a name that Redshift"
                        + " ends; X-Ray and log delivery have no resource");
    }

    private void allow(List<String> actions, List<String> resources) {
        machine.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build());
    }

    private void afterDeployment() {
        Rule.Builder.create(this, "Deployed")
                .description("The warehouse has been created or changed: set up its database")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.cloudformation"))
                        .detailType(List.of("CloudFormation Stack Status Change"))
                        .detail(Map.of(
                                "stack-id",
                                List.of(Aws.STACK_ID),
                                "status-details",
                                Map.of("status", List.of("CREATE_COMPLETE", "UPDATE_COMPLETE"))))
                        .build())
                .targets(List.of(new SfnStateMachine(machine)))
                .build();
    }

    private void alarm(Inputs inputs) {
        Alarm.Builder.create(this, "Failed")
                .alarmName(inputs.name() + "-failed")
                .alarmDescription("The warehouse's database is not set up: the nightly load or analysts may be refused."
                        + " Read the last execution of this state machine, and start it again.")
                .metric(machine.metricFailed(software.amazon.awscdk.services.cloudwatch.MetricOptions.builder()
                        .period(Duration.minutes(5))
                        .statistic("Sum")
                        .build()))
                .threshold(0)
                .evaluationPeriods(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build()
                .addAlarmAction(new SnsAction(inputs.alarms()));
    }

    StateMachine machine() {
        return machine;
    }
}
