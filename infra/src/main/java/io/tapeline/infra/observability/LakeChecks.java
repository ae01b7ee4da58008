package io.tapeline.infra.observability;

import io.tapeline.infra.Accepted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SfnStateMachine;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * Asks the lake, whenever a night has ended, what it has found, and publishes the answer as metrics.
 *
 * <p>Wherever the night has run, what counts stands in the lake's tables: so one query through Athena serves all targets of the batch.
 */
final class LakeChecks extends Construct {
    /** Bars of the stream that differ from their rebuild, of the nights of a day. */
    static final String DIFFERENCES = "BarDifferences";
    /** Steps of the nights of a day whose last attempt has failed. */
    static final String FAILED_STEPS = "FailedSteps";
    /** Trades of a day that came too late for the stream's bars. */
    static final String LATE = "LateTradesOfADay";
    /** Records of a day that could not be read. */
    static final String DEAD_LETTERS = "DeadLettersOfADay";

    private static final List<String> TABLES = List.of("bar_differences", "batch_runs", "late_trades", "dead_letters");

    private final Watched watched;
    private final StateMachine machine;

    LakeChecks(Construct scope, String prefix, Watched watched, Optional<IKey> key, RetentionDays retention) {
        super(scope, "LakeChecks");
        this.watched = watched;
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("states.amazonaws.com"))
                .description("Asks the lake what a night has found")
                .build();
        allow(role, prefix);
        LogGroup.Builder logs = LogGroup.Builder.create(this, "Logs")
                .logGroupName("/aws/vendedlogs/states/" + prefix + "-lake-checks")
                .retention(retention)
                .removalPolicy(RemovalPolicy.DESTROY);
        key.ifPresent(logs::encryptionKey);
        this.machine = StateMachine.Builder.create(this, "Machine")
                .stateMachineName(prefix + "-lake-checks")
                .comment("What the night has found, as metrics")
                .definitionBody(DefinitionBody.fromString(resource("lake_checks.asl.json")))
                .definitionSubstitutions(Map.of(
                        "Partition",
                        Aws.PARTITION,
                        "Query",
                        resource("lake_checks.sql").replaceAll("\\s+", " ").strip(),
                        "Workgroup",
                        watched.lake().workgroup(),
                        "Database",
                        watched.lake().database(),
                        "Namespace",
                        Metrics.namespace(prefix)))
                .role(role)
                .timeout(Duration.hours(1))
                .tracingEnabled(true)
                .logs(LogOptions.builder()
                        .destination(logs.build())
                        .level(LogLevel.ALL)
                        .includeExecutionData(true)
                        .build())
                .build();
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                "PutMetricData, X-Ray and the delivery of logs know no resources; objects of tables and answers have names that"
                        + " nobody knows beforehand, within their prefixes");
    }

    /** Runs them whenever a night ends. */
    void after(Watched.Night night) {
        Rule.Builder.create(this, "AfterTheNight")
                .description("A night has ended: what has it found?")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.states"))
                        .detailType(List.of("Step Functions Execution Status Change"))
                        .detail(Map.of(
                                "stateMachineArn",
                                List.of(night.stateMachineArn()),
                                "status",
                                List.of("SUCCEEDED", "FAILED", "TIMED_OUT")))
                        .build())
                .targets(List.of(SfnStateMachine.Builder.create(machine).build()))
                .build();
    }

    StateMachine machine() {
        return machine;
    }

    private void allow(Role role, String prefix) {
        String account = Aws.REGION + ":" + Aws.ACCOUNT_ID;
        String glue = "arn:" + Aws.PARTITION + ":glue:" + account;
        String database = watched.lake().database();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of(
                        "athena:StartQueryExecution",
                        "athena:StopQueryExecution",
                        "athena:GetQueryExecution",
                        "athena:GetQueryResults",
                        "athena:GetDataCatalog"))
                .resources(List.of(
                        "arn:" + Aws.PARTITION + ":athena:" + account + ":workgroup/"
                                + watched.lake().workgroup(),
                        "arn:" + Aws.PARTITION + ":athena:" + account + ":datacatalog/AwsDataCatalog"))
                .build());
        List<String> catalog = new java.util.ArrayList<>(List.of(glue + ":catalog", glue + ":database/" + database));
        TABLES.forEach(table -> catalog.add(glue + ":table/" + database + "/" + table));
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("glue:GetDatabase", "glue:GetTable", "glue:GetPartitions"))
                .resources(catalog)
                .build());
        watched.lake().bucket().grantRead(role, "warehouse/*");
        watched.lake().results().grantReadWrite(role);
        watched.lake().catalogKey().accept(role);
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("cloudwatch:PutMetricData"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", Metrics.namespace(prefix))))
                .build());
    }

    static String resource(String name) {
        try (InputStream stream =
                Objects.requireNonNull(LakeChecks.class.getResourceAsStream(name), "no resource " + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
