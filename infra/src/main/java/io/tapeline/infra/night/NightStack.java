package io.tapeline.infra.night;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.IStateMachine;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/** The nightly steps of the day before: a schedule, the workflow that it starts, and the lock of which there is one. */
public final class NightStack extends TapelineStack {
    private final FoundationStack foundation;
    private final StateMachine stateMachine;

    /**
     * @param submission where the job runs
     * @param arguments what it is told, beside the date
     */
    public NightStack(
            Construct scope,
            InfraConfig config,
            FoundationStack foundation,
            Submission submission,
            NightlyArguments arguments) {
        super(scope, config, "night", "the nightly workflow and its schedule");
        this.foundation = foundation;
        Table lock = lock();
        NightDefinition definition = new NightDefinition(
                config.general().prefix(),
                config.night(),
                lock.getTableName(),
                foundation.alarms().getTopicArn(),
                submission,
                arguments.list());
        this.stateMachine = stateMachine(definition, submission, role(submission, lock));
        new NightSchedule(this, config, foundation, stateMachine, named("nightly-unstarted"));
        new EndWatch(this, foundation.alarms(), stateMachine, config.general().prefix());
        output("state_machine_arn", "the nightly workflow, to start by hand", stateMachine.getStateMachineArn());
        if (submission instanceof ClusterSubmission cluster) {
            output(
                    "airflow_nightly",
                    "value of the Airflow variable tapeline_nightly, for who runs the night there",
                    toJsonString(AirflowSettings.of(definition, cluster, getRegion())));
        }
    }

    private Table lock() {
        Table.Builder lock = Table.Builder.create(this, "Lock")
                .tableName(named("nightly-lock"))
                .partitionKey(Attribute.builder()
                        .name(Lock.KEY)
                        .type(AttributeType.STRING)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .timeToLiveAttribute(Lock.EXPIRES)
                .removalPolicy(RemovalPolicy.DESTROY);
        foundation
                .key()
                .ifPresentOrElse(
                        key -> lock.encryption(TableEncryption.CUSTOMER_MANAGED).encryptionKey(key),
                        () -> lock.encryption(TableEncryption.AWS_MANAGED));
        Table made = lock.build();
        Accepted.finding(made, "AwsSolutions-DDB3", "holds a lock of some hours: there is nothing to restore");
        return made;
    }

    private Role role(Submission submission, Table lock) {
        Role role = Role.Builder.create(this, "WorkflowRole")
                .roleName(named("nightly-workflow"))
                .description(
                        "Runs the nightly workflow of " + config().general().prefix())
                .assumedBy(ServicePrincipal.Builder.create("states.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount())))
                        .build())
                .build();
        role.addToPolicy(Statements.allow(
                "Lock",
                List.of("dynamodb:PutItem", "dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"),
                List.of(lock.getTableArn())));
        role.addToPolicy(Statements.allow(
                "Tell", List.of("sns:Publish"), List.of(foundation.alarms().getTopicArn())));
        foundation
                .key()
                .ifPresent(key -> role.addToPolicy(Statements.allow(
                        "Key",
                        // What DynamoDB may ask for in the name of who reads and writes a table; two of them are for
                        // the topic, too.
                        List.of(
                                "kms:Decrypt",
                                "kms:DescribeKey",
                                "kms:Encrypt",
                                "kms:GenerateDataKey",
                                "kms:ReEncryptFrom",
                                "kms:ReEncryptTo"),
                        List.of(key.getKeyArn()))));
        submission.permissions(this).forEach(role::addToPolicy);
        return role;
    }

    private StateMachine stateMachine(NightDefinition definition, Submission submission, Role role) {
        LogGroup.Builder log = LogGroup.Builder.create(this, "Log")
                // Under this prefix the services' own policy is enough; each other group lengthens a policy with a
                // limit.
                .logGroupName("/aws/vendedlogs/states/" + named("night"))
                .retention(logRetention())
                .removalPolicy(RemovalPolicy.DESTROY);
        foundation.key().ifPresent(log::encryptionKey);
        StateMachine.Builder made = StateMachine.Builder.create(this, "Workflow")
                .stateMachineName(named("night"))
                .comment("The nightly steps of one or more trading dates")
                .stateMachineType(StateMachineType.STANDARD)
                .definitionBody(DefinitionBody.fromString(toJsonString(definition.states())))
                .role(role)
                .tracingEnabled(true);
        logLevel()
                .ifPresent(level -> made.logs(LogOptions.builder()
                        .destination(log.build())
                        .level(level)
                        .includeExecutionData(true)
                        .build()));
        StateMachine workflow = made.build();
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                List.of("Resource::*"),
                "the delivery of logs and X-Ray, whose calls know no resource");
        if (submission instanceof ServerlessSubmission) {
            Accepted.finding(
                    role,
                    "AwsSolutions-IAM5",
                    "the runs of one application of EMR Serverless: each has an id of its own");
        }
        if (config().night().logLevel() != NightConfig.LogLevel.ALL) {
            Accepted.finding(workflow, "AwsSolutions-SF1", "nightly_log_level asks for less");
        }
        return workflow;
    }

    private Optional<LogLevel> logLevel() {
        return switch (config().night().logLevel()) {
            case ALL -> Optional.of(LogLevel.ALL);
            case ERROR -> Optional.of(LogLevel.ERROR);
            case FATAL -> Optional.of(LogLevel.FATAL);
            case OFF -> Optional.empty();
        };
    }

    /** The workflow. */
    public IStateMachine stateMachine() {
        return stateMachine;
    }
}
