package io.tapeline.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@NeedsNode
class ObservabilityStackTest {
    private static final String RESIZES = "resize_notifications=true";
    private static final TapelineInfra INFRA = Synth.infra("dev", RESIZES);
    private static final JsonNode TEMPLATE =
            Templates.json(Synth.template(Fixture.stack(INFRA, Watched.End.NEVER, "dev", RESIZES)));
    private static final Map<String, JsonNode> ALARMS = Templates.alarms(TEMPLATE, "tapeline-dev");

    private static Map<String, JsonNode> alarms(ObservabilityStack stack) {
        return Templates.alarms(Templates.json(Synth.template(stack)), "tapeline-dev");
    }

    @Test
    void watchesAllThatTheIssueNames() {
        assertThat(ALARMS.keySet())
                .containsExactlyInAnyOrder(
                        "cluster-cpu",
                        "cluster-memory",
                        "cluster-unhealthy-nodes",
                        "cluster-lost-nodes",
                        "cluster-missing-blocks",
                        "cluster-hdfs-full",
                        "cluster-failed-jobs",
                        "cluster-starved",
                        "stream-gone",
                        "stream-lag",
                        "stream-heap",
                        "stream-restarts",
                        "stream-checkpoints",
                        "stream-dead-letters",
                        "late-data",
                        "batch-failed-tasks",
                        "batch-heap",
                        "night-failed",
                        "night-timed-out",
                        "night-aborted",
                        "night-slow",
                        "quality-differences",
                        "quality-failed-steps",
                        "services-5xx",
                        "services-unhealthy",
                        "services-down",
                        "ingest-cpu",
                        "ingest-memory",
                        "live-cpu",
                        "live-memory",
                        "ingest-given-up",
                        "warehouse-usage");
    }

    @Test
    void everyAlarmIsPublishedAndSaysWhatToDo() {
        List<JsonNode> all = new ArrayList<>(ALARMS.values());
        all.addAll(Templates.properties(TEMPLATE, "AWS::CloudWatch::CompositeAlarm"));

        assertThat(all).hasSize(ObservabilityStack.MOST_ALARMS + 1).allSatisfy(alarm -> {
            assertThat(alarm.get("AlarmActions")).hasSize(1);
            assertThat(isTopic(alarm.get("AlarmActions").get(0))).isTrue();
            assertThat(alarm.get("OKActions")).isEqualTo(alarm.get("AlarmActions"));
            // What is the matter, and what to do: two sentences at least. CloudWatch takes 1,024 characters.
            assertThat(alarm.get("AlarmDescription").asText())
                    .matches("[A-Z].*\\. [A-Z].*\\.")
                    .hasSizeLessThan(1024);
        });
    }

    /** Whether it is the foundation's topic, however stacks refer to each other. */
    private static boolean isTopic(JsonNode reference) {
        String text = reference.toString();
        return text.contains("tapeline-dev-foundation") && text.contains("OutputRefAlarms");
    }

    @Test
    void everyAlarmLooksAtAMetricThatThereIsForAtMostADay() {
        ALARMS.forEach((name, alarm) -> {
            int seconds = 0;
            if (alarm.has("MetricName")) {
                assertThat(MetricCheck.known(alarm)).as(name).isTrue();
                seconds = alarm.get("Period").asInt();
            }
            for (JsonNode part : alarm.path("Metrics")) {
                if (part.has("MetricStat")) {
                    assertThat(MetricCheck.known(part.at("/MetricStat/Metric")))
                            .as(name)
                            .isTrue();
                    seconds = part.at("/MetricStat/Period").asInt();
                } else if (part.get("Expression").asText().startsWith("SELECT")) {
                    assertThat(MetricCheck.knownQuery(part.get("Expression").asText()))
                            .as(name)
                            .isTrue();
                    // A query needs one, or CloudFormation refuses it.
                    seconds = part.get("Period").asInt();
                }
            }
            assertThat(seconds * alarm.get("EvaluationPeriods").asInt())
                    .as(name)
                    .isBetween(60, 86_400);
            assertThat(alarm.get("TreatMissingData").asText()).as(name).isIn("notBreaching", "breaching");
        });
    }

    @Test
    void silenceIsAnAlarmWhereSomethingMustAlwaysReport() {
        assertThat(ALARMS.entrySet().stream()
                        .filter(alarm -> alarm.getValue()
                                .get("TreatMissingData")
                                .asText()
                                .equals("breaching"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("stream-gone", "services-down");

        // A cluster that may end has the right to be silent.
        Map<String, JsonNode> ending = alarms(Fixture.stack(Synth.infra("dev"), Watched.End.WHEN_IDLE, "dev"));
        assertThat(Templates.of(ending, "stream-gone").get("TreatMissingData").asText())
                .isEqualTo("notBreaching");
    }

    @Test
    void thresholdsAreThoseOfTheIssueUnlessTheProfileSaysOtherwise() {
        assertThat(thresholds(ALARMS))
                .containsEntry("cluster-cpu", 85.0)
                .containsEntry("cluster-memory", 90.0)
                .containsEntry("stream-heap", 85.0)
                .containsEntry("batch-heap", 85.0)
                .containsEntry("batch-failed-tasks", 5.0)
                .containsEntry("night-slow", 3_600_000.0)
                .containsEntry("stream-lag", 60_000.0)
                .containsEntry("late-data", 1.0)
                .containsEntry("quality-differences", 0.0)
                .containsEntry("warehouse-usage", 115_200.0);
        // > 5 in 5 min; > 85 % over 2 x 5 min
        assertThat(Templates.of(ALARMS, "batch-failed-tasks").get("Period").asInt())
                .isEqualTo(300);
        assertThat(Templates.of(ALARMS, "batch-failed-tasks").get("Statistic").asText())
                .isEqualTo("Sum");
        assertThat(Templates.of(ALARMS, "batch-failed-tasks")
                        .get("EvaluationPeriods")
                        .asInt())
                .isEqualTo(1);
        assertThat(Templates.of(ALARMS, "stream-heap").get("Period").asInt()).isEqualTo(300);
        assertThat(Templates.of(ALARMS, "stream-heap").get("EvaluationPeriods").asInt())
                .isEqualTo(2);
        assertThat(Templates.of(ALARMS, "stream-heap").get("ComparisonOperator").asText())
                .isEqualTo("GreaterThanThreshold");
        assertThat(Templates.of(ALARMS, "stream-gone").get("ComparisonOperator").asText())
                .isEqualTo("LessThanThreshold");
    }

    @Test
    void thresholdsFollowTheirKeys() {
        assertThat(thresholds(alarms(Fixture.stack(
                        "dev",
                        "cpu_alarm_threshold=70",
                        "memory_alarm_threshold=71",
                        "heap_alarm_threshold=72",
                        "failed_tasks_alarm_threshold=9",
                        "run_time_alarm_threshold=1800",
                        "lag_alarm_threshold=30",
                        "late_data_alarm_threshold=2.5",
                        "differences_alarm_threshold=7",
                        "warehouse_usage_alarm_threshold=11"))))
                .containsEntry("cluster-cpu", 70.0)
                .containsEntry("cluster-memory", 71.0)
                .containsEntry("stream-heap", 72.0)
                .containsEntry("batch-heap", 72.0)
                .containsEntry("batch-failed-tasks", 9.0)
                .containsEntry("night-slow", 1_800_000.0)
                .containsEntry("stream-lag", 30_000.0)
                .containsEntry("late-data", 2.5)
                .containsEntry("quality-differences", 7.0)
                .containsEntry("warehouse-usage", 39_600.0);
    }

    private static Map<String, Double> thresholds(Map<String, JsonNode> alarms) {
        return alarms.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        alarm -> alarm.getValue().get("Threshold").asDouble()));
    }

    @Test
    void withoutFiguresOfTheJobsYarnTellsWhetherTheStreamIsGone() {
        JsonNode template = Templates.json(Synth.template(Fixture.stack(
                "dev",
                "job_metrics=false",
                "cpu_alarm_threshold=0",
                "memory_alarm_threshold=0",
                "resize_notifications=false")));
        Map<String, JsonNode> alarms = Templates.alarms(template, "tapeline-dev");

        assertThat(Templates.of(alarms, "stream-gone").get("MetricName").asText())
                .isEqualTo("AppsRunning");
        assertThat(alarms)
                .doesNotContainKeys("cluster-cpu", "cluster-memory", "stream-heap", "late-data", "batch-failed-tasks");
        assertThat(Templates.properties(template, "AWS::EMR::Step")).isEmpty();
        assertThat(dashboards(template).keySet())
                .containsExactlyInAnyOrder("tapeline-dev-pipeline", "tapeline-dev-cluster", "tapeline-dev-services");
        assertThat(dashboards(template).values()).noneMatch(board -> board.contains("AcceptedTrades"));
        assertThat(Templates.properties(template, "AWS::Events::Rule"))
                .extracting(rule -> rule.get("Description").asText())
                .doesNotContain("Tell when the cluster is resized", "Tell when EC2 takes back a spot instance");
    }

    @Test
    void watchesWhatThereIs() {
        JsonNode template = Templates.json(Synth.template(Fixture.bare("dev")));

        assertThat(Templates.properties(template, "AWS::CloudWatch::Alarm")).isEmpty();
        assertThat(dashboards(template).keySet()).containsExactly("tapeline-dev-pipeline");
        assertThat(Templates.properties(template, "AWS::Budgets::Budget")).hasSize(1);
    }

    @Test
    void thePipelineIsDownWhenNothingComesInOrNothingIsMadeOfIt() {
        JsonNode down = Templates.properties(TEMPLATE, "AWS::CloudWatch::CompositeAlarm")
                .get(0);

        assertThat(down.get("AlarmName").asText()).isEqualTo("tapeline-dev-pipeline-down");
        assertThat(Templates.text(down.get("AlarmRule")))
                .matches("\\(ALARM\\(\"<StreamGoneAlarm\\w+>\"\\) OR ALARM\\(\"<ServicesDownAlarm\\w+>\"\\)\\)");
    }

    private static Map<String, String> dashboards(JsonNode template) {
        return Templates.properties(template, "AWS::CloudWatch::Dashboard").stream()
                .collect(Collectors.toMap(
                        board -> board.get("DashboardName").asText(),
                        board -> Templates.text(board.get("DashboardBody"))));
    }

    @Test
    void dashboardsShowMetricsThatThereAre() {
        Map<String, String> boards = dashboards(TEMPLATE);

        assertThat(boards.keySet())
                .containsExactlyInAnyOrder(
                        "tapeline-dev-pipeline", "tapeline-dev-cluster", "tapeline-dev-jobs", "tapeline-dev-services");
        boards.forEach((name, body) -> {
            List<JsonNode> widgets = new ArrayList<>();
            Templates.parse(body).get("widgets").forEach(widgets::add);
            assertThat(widgets).as(name).hasSizeGreaterThan(6);
            for (JsonNode widget : widgets) {
                assertThat(widget.get("x").asInt() + widget.get("width").asInt())
                        .as(name)
                        .isLessThanOrEqualTo(24);
                if (widget.get("type").asText().equals("metric")) {
                    MetricCheck.widget(name, widget.get("properties"));
                }
            }
        });
    }

    @Test
    void dashboardsShowWhatTheIssueNames() {
        Map<String, String> boards = dashboards(TEMPLATE);

        assertThat(boards.get("tapeline-dev-cluster"))
                .contains(
                        "IsIdle",
                        "AppsRunning",
                        "AppsPending",
                        "AppsFailed",
                        "ContainerAllocated",
                        "ContainerPending",
                        "YARNMemoryAvailablePercentage",
                        "HDFSUtilization",
                        "MissingBlocks");
        assertThat(boards.get("tapeline-dev-jobs"))
                .contains("CompletedTasks", "HeapPercent", "CpuPercent", "InputBytes", "ShuffleReadBytes");
        assertThat(boards.get("tapeline-dev-services")).contains("p99", "HTTPCode_Target_5XX_Count");
    }

    @Test
    void printsWhereTheDashboardsAre() {
        JsonNode outputs = TEMPLATE.get("Outputs");

        assertThat(outputs.at("/PipelineDashboard/Value").asText())
                .isEqualTo("https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1"
                        + "#dashboards/dashboard/tapeline-dev-pipeline");
        assertThat(outputs.has("ClusterDashboard")).isTrue();
        assertThat(outputs.has("JobsDashboard")).isTrue();
        assertThat(outputs.has("ServicesDashboard")).isTrue();
    }

    @Test
    void tellsOfEventsInASentence() {
        Map<String, JsonNode> rules = Templates.properties(TEMPLATE, "AWS::Events::Rule").stream()
                .filter(rule -> rule.get("Description").asText().startsWith("Tell when"))
                .collect(Collectors.toMap(rule -> rule.get("Description").asText(), rule -> rule));

        assertThat(rules.keySet())
                .containsExactlyInAnyOrder(
                        "Tell when the cluster is resized",
                        "Tell when EC2 takes back a spot instance",
                        "Tell when the cluster ends",
                        "Tell when a step fails",
                        "Tell when instances of the cluster fail or cannot be had",
                        "Tell when a task of the services ends by itself",
                        "Tell when a deployment of the services fails");
        assertThat(rules.values()).allSatisfy(rule -> {
            JsonNode target = rule.at("/Targets/0");
            assertThat(isTopic(target.get("Arn"))).isTrue();
            assertThat(target.at("/InputTransformer/InputTemplate").asText()).startsWith("\"tapeline-dev: ");
        });
        assertThat(Templates.of(rules, "Tell when the cluster is resized")
                        .at("/EventPattern/detail/clusterId/0")
                        .asText())
                .isEqualTo("j-CLUSTER");
        assertThat(Templates.of(rules, "Tell when a step fails")
                        .at("/Targets/0/InputTransformer/InputTemplate")
                        .asText())
                .isEqualTo("\"tapeline-dev: <detail-type>, <detail-severity>: <detail-message>\"");
    }

    @Test
    void cloudWatchBudgetsAndEventsMayPublish() {
        JsonNode policy = Templates.properties(
                        Templates.json(Synth.template(INFRA.foundation())), "AWS::SNS::TopicPolicy")
                .get(0);
        List<String> services = new ArrayList<>();
        policy.at("/PolicyDocument/Statement").forEach(statement -> {
            if (statement.get("Effect").asText().equals("Allow")) {
                JsonNode service = statement.at("/Principal/Service");
                (service.isArray() ? service : List.of(service)).forEach(one -> services.add(one.asText()));
            }
        });

        assertThat(services).contains("cloudwatch.amazonaws.com", "budgets.amazonaws.com", "events.amazonaws.com");
    }

    @Test
    void theBudgetIsThatOfTheMonthAndOfThisEnvironment() {
        JsonNode budget = Templates.properties(TEMPLATE, "AWS::Budgets::Budget").get(0);

        assertThat(budget.at("/Budget/TimeUnit").asText()).isEqualTo("MONTHLY");
        assertThat(budget.at("/Budget/BudgetType").asText()).isEqualTo("COST");
        assertThat(budget.at("/Budget/BudgetLimit/Amount").asInt()).isEqualTo(500);
        assertThat(budget.at("/Budget/BudgetLimit/Unit").asText()).isEqualTo("USD");
        assertThat(budget.at("/Budget/FilterExpression/And"))
                .extracting(tag -> tag.at("/Tags/Key").asText() + "="
                        + tag.at("/Tags/Values/0").asText())
                .containsExactly("project=tapeline", "environment=dev");
        assertThat(budget.get("NotificationsWithSubscribers"))
                .extracting(entry -> entry.at("/Notification/NotificationType").asText() + " "
                        + entry.at("/Notification/Threshold").asInt() + " "
                        + entry.at("/Notification/ThresholdType").asText() + " "
                        + entry.at("/Subscribers/0/SubscriptionType").asText())
                .containsExactly("ACTUAL 80 PERCENTAGE SNS", "FORECASTED 100 PERCENTAGE SNS");
    }

    @Test
    void installsTheFiguresOfTheJobsAsAStep() {
        JsonNode step = Templates.properties(TEMPLATE, "AWS::EMR::Step").get(0);

        assertThat(step.get("JobFlowId").asText()).isEqualTo("j-CLUSTER");
        assertThat(step.get("ActionOnFailure").asText()).isEqualTo("CONTINUE");
        assertThat(step.at("/HadoopJarStep/Jar").asText()).isEqualTo("command-runner.jar");
        assertThat(Templates.text(step.at("/HadoopJarStep/Args/2")))
                .matches(
                        "set -eu; sudo aws s3 cp --region us-east-1 <s3://cdk-\\S+\\.py> (\\S+);"
                                + " sudo chmod 755 \\1; sudo \\1 --install --namespace Tapeline/tapeline-dev --region us-east-1");
    }
}
