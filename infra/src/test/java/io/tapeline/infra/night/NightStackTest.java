package io.tapeline.infra.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tapeline.infra.asl.Intrinsics;
import io.tapeline.infra.asl.Json;
import io.tapeline.infra.synth.NeedsNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class NightStackTest {
    @Test
    void profilesDifferInTheScheduleAndInWhatTheyTell() {
        Template dev = Nights.template(Nights.ON_CLUSTER, "dev");
        Template prod = Nights.template(Nights.ON_CLUSTER, "prod");

        dev.hasResourceProperties("AWS::Scheduler::Schedule", Map.of("State", "DISABLED"));
        prod.hasResourceProperties(
                "AWS::Scheduler::Schedule",
                Map.of(
                        "Name", "tapeline-prod-nightly",
                        "State", "ENABLED",
                        "ScheduleExpression", "cron(30 0 * * ? *)",
                        "ScheduleExpressionTimezone", "UTC",
                        "FlexibleTimeWindow", Map.of("Mode", "OFF"),
                        "Target",
                                Match.objectLike(Map.of(
                                        "Input",
                                        "{}",
                                        "RetryPolicy",
                                        Map.of("MaximumEventAgeInSeconds", 3600, "MaximumRetryAttempts", 20),
                                        "DeadLetterConfig",
                                        Match.anyValue()))));
        assertThat(state(dev, "WantsToBeTold").toString()).contains("$report.error != ''");
        assertThat(state(prod, "WantsToBeTold").toString()).contains("{% true %}");
    }

    @Test
    void everyKeyChangesWhatItShould() {
        Template template = Nights.template(
                Nights.ON_CLUSTER,
                "staging",
                "nightly_enabled=false",
                "nightly_schedule=cron(15 20 ? * MON-FRI *)",
                "nightly_timezone=America/New_York",
                "nightly_timeout=1800",
                "nightly_attempts=2",
                "nightly_retry_delay=30",
                "nightly_total_timeout=20000",
                "nightly_max_dates=7",
                "nightly_notify=failures",
                "nightly_log_level=error",
                "nightly_arguments=--stream-wait=30m --orphans");

        template.hasResourceProperties(
                "AWS::Scheduler::Schedule",
                Map.of(
                        "State", "DISABLED",
                        "ScheduleExpression", "cron(15 20 ? * MON-FRI *)",
                        "ScheduleExpressionTimezone", "America/New_York"));
        template.hasResourceProperties(
                "AWS::StepFunctions::StateMachine",
                Map.of("LoggingConfiguration", Match.objectLike(Map.of("Level", "ERROR"))));
        Map<String, Object> run = state(template, "RunDate");
        assertThat(run).containsEntry("TimeoutSeconds", 1800);
        assertThat(Json.object(Json.list(Json.field(run, "Retry")).get(1)))
                .containsEntry("MaxAttempts", 1)
                .containsEntry("IntervalSeconds", 30);
        assertThat(run.toString()).contains("--stream-wait=30m, --orphans");
        assertThat(Nights.definition(template)).containsEntry("TimeoutSeconds", 20000);
        assertThat(state(template, "ReadInput").toString()).contains("$days >= 7 ?");
        assertThat(state(template, "WantsToBeTold").toString()).contains("$report.error != ''");
        // Two attempts of half an hour, a wait, and a quarter of an hour.
        assertThat(state(template, "TakeLock").toString()).contains(" + 4530) %}");
    }

    @Test
    void logsNothingIfItIsToldSo() {
        Template template = Nights.template(Nights.ON_CLUSTER, "dev", "nightly_log_level=off", "kms_encryption=false");

        template.hasResourceProperties(
                "AWS::StepFunctions::StateMachine", Map.of("LoggingConfiguration", Match.absent()));
        template.resourceCountIs("AWS::Logs::LogGroup", 0);
        template.hasResourceProperties("AWS::SQS::Queue", Map.of("SqsManagedSseEnabled", true));
        template.hasResourceProperties("AWS::DynamoDB::Table", Map.of("SSESpecification", Map.of("SSEEnabled", true)));
        assertThat(template.toJSON().toString()).doesNotContain("kms:");
    }

    @Test
    void encryptsWithOurKeyAndKeepsTheLogForAsLongAsAll() {
        Template template = Nights.template(Nights.ON_CLUSTER, "prod");

        template.hasResourceProperties(
                "AWS::Logs::LogGroup",
                Map.of(
                        "LogGroupName",
                        "/aws/vendedlogs/states/tapeline-prod-night",
                        "RetentionInDays",
                        365,
                        "KmsKeyId",
                        Match.anyValue()));
        template.hasResourceProperties(
                "AWS::SQS::Queue", Map.of("KmsMasterKeyId", Match.anyValue(), "MessageRetentionPeriod", 1_209_600));
        template.hasResourceProperties(
                "AWS::DynamoDB::Table",
                Map.of(
                        "TableName",
                        "tapeline-prod-nightly-lock",
                        "BillingMode",
                        "PAY_PER_REQUEST",
                        "SSESpecification",
                        Match.objectLike(Map.of("SSEType", "KMS")),
                        "TimeToLiveSpecification",
                        Map.of("AttributeName", "expires", "Enabled", true)));
        template.hasResourceProperties(
                "AWS::StepFunctions::StateMachine",
                Map.of(
                        "StateMachineName",
                        "tapeline-prod-night",
                        "StateMachineType",
                        "STANDARD",
                        "TracingConfiguration",
                        Map.of("Enabled", true),
                        "LoggingConfiguration",
                        Match.objectLike(Map.of("Level", "ALL", "IncludeExecutionData", true))));
    }

    @Test
    void raisesAnAlarmForANightThatWasNotStartedAndTellsOfOneThatBrokeOff() {
        Template template = Nights.template(Nights.ON_CLUSTER, "prod");

        template.hasResourceProperties(
                "AWS::CloudWatch::Alarm",
                Map.of(
                        "MetricName", "ApproximateNumberOfMessagesVisible",
                        "Threshold", 1,
                        "ComparisonOperator", "GreaterThanOrEqualToThreshold",
                        "TreatMissingData", "notBreaching",
                        "AlarmActions", Match.anyValue()));
        template.hasResourceProperties(
                "AWS::Events::Rule",
                Map.of(
                        "EventPattern",
                        Match.objectLike(Map.of(
                                "source",
                                List.of("aws.states"),
                                "detail-type",
                                List.of("Step Functions Execution Status Change"),
                                "detail",
                                Match.objectLike(Map.of("status", List.of("TIMED_OUT", "ABORTED")))))));
    }

    static Stream<Arguments> targets() {
        return Stream.of(
                arguments(
                        Nights.ON_CLUSTER,
                        "elasticmapreduce:addStep.sync",
                        "elasticmapreduce:AddJobFlowSteps",
                        List.of(":cluster/j-1"),
                        "rule/StepFunctionsGetEventForEMRAddJobFlowStepsRule",
                        "--"),
                arguments(
                        Nights.SERVERLESS,
                        "emr-serverless:startJobRun.sync",
                        "emr-serverless:StartJobRun",
                        List.of(":/applications/00f1"),
                        "rule/StepFunctionsGetEventsForEMRServerlessJobRule",
                        "--"),
                arguments(
                        Nights.GLUE,
                        "glue:startJobRun.sync",
                        "glue:StartJobRun",
                        List.of(":job/tapeline-dev-nightly"),
                        "",
                        // Glue's parser would take it for another argument: its script adds them.
                        " "));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("targets")
    void startsTheJobOfEachTargetAndMayStartNoOther(
            Submission submission,
            String resource,
            String action,
            List<String> resources,
            String rule,
            String beforeAnArgument) {
        Template template = Nights.template(submission, "dev");
        NightRun night = new NightRun(Nights.definition(template), resource);

        night.run(Map.of("date", "2026-11-17"));

        assertThat(night.job.calls()).hasSize(1);
        assertThat(night.job.calls().get(0).toString())
                .contains(
                        beforeAnArgument + "date=2026-11-17",
                        beforeAnArgument + "force=false",
                        beforeAnArgument + "catalog.warehouse=s3://lake/warehouse",
                        "jdbc:redshift://wg.example:5439/tapeline");
        List<Map<String, Object>> statements = Policies.statements(template, "WorkflowRole");
        assertThat(statements)
                .filteredOn(statement -> Policies.actions(statement).contains(action))
                .singleElement()
                .satisfies(statement -> assertThat(Policies.resources(statement))
                        .singleElement()
                        .asString()
                        .endsWith(resources.get(0)));
        assertThat(statements)
                .anySatisfy(statement ->
                        assertThat(Policies.resources(statement).toString()).contains(rule));
        assertThat(statements)
                .filteredOn(statement -> Policies.resources(statement).contains("*"))
                .allSatisfy(statement ->
                        assertThat(Policies.actions(statement)).allMatch(name -> name.matches("(logs|xray):.*")));
    }

    @Test
    void givesGlueAValueThatItsParserTakesForOne() {
        NightRun night = new NightRun(Nights.definition(Nights.template(Nights.GLUE, "dev")), "glue:startJobRun.sync");

        night.run(Map.of("date", "2026-11-17"));

        Map<String, Object> arguments = Json.object(Json.field(night.job.calls().get(0), "Arguments"));
        assertThat(arguments.get("--arguments"))
                .asString()
                .startsWith("catalog.type=glue catalog.warehouse=")
                .endsWith(" date=2026-11-17 force=false")
                .doesNotContain("--");
    }

    @Test
    void letsAJobEndItselfWhereItCanBeToldSo() {
        Map<String, Object> serverless =
                state(Nights.template(Nights.SERVERLESS, "dev", "nightly_timeout=3601"), "RunDate");
        Map<String, Object> glue = state(Nights.template(Nights.GLUE, "dev", "nightly_timeout=3600"), "RunDate");

        assertThat(Json.object(Json.field(serverless, "Arguments"))).containsEntry("ExecutionTimeoutMinutes", 61);
        assertThat(Json.object(Json.field(glue, "Arguments"))).containsEntry("Timeout", 60);
    }

    @Test
    void hasATimeoutRetriesAndACatchInEveryTask() {
        Map<String, Object> definition = Nights.definition(Nights.template(Nights.ON_CLUSTER, "prod"));

        Map<String, Object> states = Json.object(Json.field(definition, "States"));

        assertThat(definition).containsKey("TimeoutSeconds");
        assertThat(states.values().stream()
                        .map(Json::object)
                        .filter(state -> Json.text(state, "Type").equals("Task")))
                .hasSize(6)
                .allSatisfy(state -> {
                    assertThat(state).containsKeys("TimeoutSeconds", "Retry", "Catch");
                    assertThat(Json.list(Json.field(state, "Catch")).stream().map(String::valueOf))
                            .last()
                            .asString()
                            .contains("States.ALL");
                });
    }

    @Test
    void everyNextExistsAndEveryStateIsReached() {
        Map<String, Object> definition = Nights.definition(Nights.template(Nights.ON_CLUSTER, "dev"));
        Map<String, Object> states = Json.object(Json.field(definition, "States"));

        List<String> named = Stream.concat(
                        Stream.of(Json.text(definition, "StartAt")),
                        java.util.regex.Pattern.compile("(?:Next|Default)=(\\w+)")
                                .matcher(states.toString())
                                .results()
                                .map(found -> found.group(1)))
                .toList();

        assertThat(named).containsOnly(states.keySet().toArray(String[]::new));
    }

    @Test
    void hasRoomInTheLockForAllAttempts() {
        NightConfig night = io.tapeline.infra.synth.Synth.config(
                        "prod", "nightly_attempts=4", "nightly_retry_delay=1800")
                .night();

        // Waits of half an hour, then of an hour, which is the longest, twice.
        assertThat(night.lockSeconds()).isEqualTo((int) (4L * night.timeoutSeconds()
                + Duration.ofMinutes(30 + 60 + 60).toSeconds()
                + Duration.ofMinutes(15).toSeconds()));
    }

    private static Map<String, Object> state(Template template, String name) {
        return Json.object(Json.field(Json.object(Json.field(Nights.definition(template), "States")), name));
    }

    /** Statements of the policies of a role. */
    private static final class Policies {
        static List<Map<String, Object>> statements(Template template, String role) {
            return template.findResources("AWS::IAM::Policy").values().stream()
                    .map(policy -> Json.object(Json.field(policy, "Properties")))
                    .filter(policy -> Json.field(policy, "Roles").toString().contains(role))
                    .map(policy -> Json.object(Json.field(policy, "PolicyDocument")))
                    .flatMap(document -> Json.list(Json.field(document, "Statement")).stream())
                    .map(Json::object)
                    .toList();
        }

        static List<String> actions(Map<String, Object> statement) {
            return texts(Json.field(statement, "Action"));
        }

        static List<String> resources(Map<String, Object> statement) {
            return texts(Json.field(statement, "Resource"));
        }

        private static List<String> texts(Object value) {
            return value instanceof List<?> list
                    ? list.stream().map(Intrinsics::text).toList()
                    : List.of(Intrinsics.text(value));
        }
    }
}
