package io.tapeline.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.asl.Json;
import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class ObservabilityStackTest {
    private static final String RESIZES = "resize_notifications=true";
    private static final TapelineInfra INFRA = Synth.infra("dev", RESIZES);
    private static final Template TEMPLATE = Synth.template(Fixture.stack(INFRA, Watched.End.NEVER, "dev", RESIZES));
    private static final Map<String, Map<String, Object>> ALARMS = alarms(TEMPLATE);

    /** The alarms by the end of their name, {@code cluster-cpu} of {@code tapeline-dev-cluster-cpu}. */
    private static Map<String, Map<String, Object>> alarms(Template template) {
        return Found.properties(template, "AWS::CloudWatch::Alarm").stream()
                .collect(Collectors.toMap(
                        alarm -> Found.textAt(alarm, "AlarmName").substring("tapeline-dev-".length()), alarm -> alarm));
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
        List<Map<String, Object>> all = new ArrayList<>(ALARMS.values());
        all.addAll(Found.properties(TEMPLATE, "AWS::CloudWatch::CompositeAlarm"));

        assertThat(all).hasSize(ObservabilityStack.MOST_ALARMS + 1).allSatisfy(alarm -> {
            assertThat(Found.list(Found.at(alarm, "AlarmActions")))
                    .singleElement()
                    .satisfies(topic -> assertThat(isTopic(topic)).isTrue());
            assertThat(Found.at(alarm, "OKActions")).isEqualTo(Found.at(alarm, "AlarmActions"));
            // What is the matter, and what to do: two sentences at least. CloudWatch takes 1,024 characters.
            assertThat(Found.textAt(alarm, "AlarmDescription"))
                    .matches("[A-Z].*\\. [A-Z].*\\.")
                    .hasSizeLessThan(1024);
        });
    }

    /** Whether it is the foundation's topic, however stacks refer to each other. */
    private static boolean isTopic(Object reference) {
        String text = reference.toString();
        return text.contains("tapeline-dev-foundation") && text.contains("OutputRefAlarms");
    }

    @Test
    void everyAlarmLooksAtAMetricThatThereIsForAtMostADay() {
        ALARMS.forEach((name, alarm) -> {
            int seconds = 0;
            if (alarm.containsKey("MetricName")) {
                assertThat(MetricCheck.known(alarm)).as(name).isTrue();
                seconds = Found.intAt(alarm, "Period");
            }
            for (Object part : Found.list(alarm.getOrDefault("Metrics", List.of()))) {
                if (Found.map(part).containsKey("MetricStat")) {
                    assertThat(MetricCheck.known(Found.at(part, "MetricStat", "Metric")))
                            .as(name)
                            .isTrue();
                    seconds = Found.intAt(part, "MetricStat", "Period");
                } else if (Found.textAt(part, "Expression").startsWith("SELECT")) {
                    assertThat(MetricCheck.knownQuery(Found.textAt(part, "Expression")))
                            .as(name)
                            .isTrue();
                    // A query needs one, or CloudFormation refuses it.
                    seconds = Found.intAt(part, "Period");
                }
            }
            assertThat(seconds * Found.intAt(alarm, "EvaluationPeriods"))
                    .as(name)
                    .isBetween(60, 86_400);
            assertThat(Found.textAt(alarm, "TreatMissingData")).as(name).isIn("notBreaching", "breaching");
        });
    }

    @Test
    void silenceIsAnAlarmWhereSomethingMustAlwaysReport() {
        assertThat(ALARMS.entrySet().stream()
                        .filter(alarm ->
                                Found.at(alarm.getValue(), "TreatMissingData").equals("breaching"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("stream-gone", "services-down");

        // A cluster that may end has the right to be silent.
        Map<String, Map<String, Object>> ending =
                alarms(Synth.template(Fixture.stack(Synth.infra("dev"), Watched.End.WHEN_IDLE, "dev")));
        assertThat(Found.at(ending, "stream-gone", "TreatMissingData")).isEqualTo("notBreaching");
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
        assertThat(Found.at(ALARMS, "batch-failed-tasks", "Period")).isEqualTo(300);
        assertThat(Found.at(ALARMS, "batch-failed-tasks", "Statistic")).isEqualTo("Sum");
        assertThat(Found.at(ALARMS, "batch-failed-tasks", "EvaluationPeriods")).isEqualTo(1);
        assertThat(Found.at(ALARMS, "stream-heap", "Period")).isEqualTo(300);
        assertThat(Found.at(ALARMS, "stream-heap", "EvaluationPeriods")).isEqualTo(2);
        assertThat(Found.at(ALARMS, "stream-heap", "ComparisonOperator")).isEqualTo("GreaterThanThreshold");
        assertThat(Found.at(ALARMS, "stream-gone", "ComparisonOperator")).isEqualTo("LessThanThreshold");
    }

    @Test
    void thresholdsFollowTheirKeys() {
        assertThat(thresholds(alarms(Synth.template(Fixture.stack(
                        "dev",
                        "cpu_alarm_threshold=70",
                        "memory_alarm_threshold=71",
                        "heap_alarm_threshold=72",
                        "failed_tasks_alarm_threshold=9",
                        "run_time_alarm_threshold=1800",
                        "lag_alarm_threshold=30",
                        "late_data_alarm_threshold=2.5",
                        "differences_alarm_threshold=7",
                        "warehouse_usage_alarm_threshold=11")))))
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

    private static Map<String, Double> thresholds(Map<String, Map<String, Object>> alarms) {
        return alarms.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, alarm -> ((Number) Found.at(alarm.getValue(), "Threshold")).doubleValue()));
    }

    @Test
    void withoutFiguresOfTheJobsYarnTellsWhetherTheStreamIsGone() {
        Template template = Synth.template(Fixture.stack(
                "dev",
                "job_metrics=false",
                "cpu_alarm_threshold=0",
                "memory_alarm_threshold=0",
                "resize_notifications=false"));
        Map<String, Map<String, Object>> alarms = alarms(template);

        assertThat(Found.at(alarms, "stream-gone", "MetricName")).isEqualTo("AppsRunning");
        assertThat(alarms)
                .doesNotContainKeys("cluster-cpu", "cluster-memory", "stream-heap", "late-data", "batch-failed-tasks");
        assertThat(Found.properties(template, "AWS::EMR::Step")).isEmpty();
        assertThat(dashboards(template).keySet())
                .containsExactlyInAnyOrder("tapeline-dev-pipeline", "tapeline-dev-cluster", "tapeline-dev-services");
        assertThat(dashboards(template).values()).noneMatch(board -> board.contains("AcceptedTrades"));
        assertThat(Found.properties(template, "AWS::Events::Rule"))
                .extracting(rule -> Found.at(rule, "Description"))
                .doesNotContain("Tell when the cluster is resized", "Tell when EC2 takes back a spot instance");
    }

    @Test
    void watchesWhatThereIs() {
        Template template = Synth.template(Fixture.bare("dev"));

        assertThat(Found.properties(template, "AWS::CloudWatch::Alarm")).isEmpty();
        assertThat(dashboards(template).keySet()).containsExactly("tapeline-dev-pipeline");
        assertThat(Found.properties(template, "AWS::Budgets::Budget")).hasSize(1);
    }

    @Test
    void thePipelineIsDownWhenNothingComesInOrNothingIsMadeOfIt() {
        Map<String, Object> down = Found.only(TEMPLATE, "AWS::CloudWatch::CompositeAlarm");

        assertThat(Found.at(down, "AlarmName")).isEqualTo("tapeline-dev-pipeline-down");
        assertThat(Found.textAt(down, "AlarmRule"))
                .isEqualTo("(ALARM(\"{StreamGoneAlarm.Arn}\") OR ALARM(\"{ServicesDownAlarm.Arn}\"))");
    }

    private static Map<String, String> dashboards(Template template) {
        return Found.properties(template, "AWS::CloudWatch::Dashboard").stream()
                .collect(Collectors.toMap(
                        board -> Found.textAt(board, "DashboardName"), board -> Found.textAt(board, "DashboardBody")));
    }

    @Test
    void dashboardsShowMetricsThatThereAre() {
        Map<String, String> boards = dashboards(TEMPLATE);

        assertThat(boards.keySet())
                .containsExactlyInAnyOrder(
                        "tapeline-dev-pipeline", "tapeline-dev-cluster", "tapeline-dev-jobs", "tapeline-dev-services");
        boards.forEach((name, body) -> {
            List<Object> widgets = Json.list(Json.object(body).get("widgets"));
            assertThat(widgets).as(name).hasSizeGreaterThan(6);
            for (Object widget : widgets) {
                assertThat(Found.intAt(widget, "x") + Found.intAt(widget, "width"))
                        .as(name)
                        .isLessThanOrEqualTo(24);
                if (Found.at(widget, "type").equals("metric")) {
                    MetricCheck.widget(name, Found.at(widget, "properties"));
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
        Map<String, Object> outputs = Found.map(Found.at(TEMPLATE.toJSON(), "Outputs"));

        assertThat(Found.at(outputs, "PipelineDashboard", "Value"))
                .isEqualTo("https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1"
                        + "#dashboards/dashboard/tapeline-dev-pipeline");
        assertThat(outputs).containsKeys("ClusterDashboard", "JobsDashboard", "ServicesDashboard");
    }

    @Test
    void tellsOfEventsInASentence() {
        Map<String, Map<String, Object>> rules = Found.properties(TEMPLATE, "AWS::Events::Rule").stream()
                .filter(rule -> Found.textAt(rule, "Description").startsWith("Tell when"))
                .collect(Collectors.toMap(rule -> Found.textAt(rule, "Description"), rule -> rule));

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
            assertThat(isTopic(Found.at(rule, "Targets", 0, "Arn"))).isTrue();
            assertThat(Found.textAt(rule, "Targets", 0, "InputTransformer", "InputTemplate"))
                    .startsWith("\"tapeline-dev: ");
        });
        assertThat(Found.at(rules, "Tell when the cluster is resized", "EventPattern", "detail", "clusterId", 0))
                .isEqualTo("j-CLUSTER");
        assertThat(Found.at(rules, "Tell when a step fails", "Targets", 0, "InputTransformer", "InputTemplate"))
                .isEqualTo("\"tapeline-dev: <detail-type>, <detail-severity>: <detail-message>\"");
    }

    @Test
    void cloudWatchBudgetsAndEventsMayPublish() {
        Map<String, Object> policy = Found.only(Synth.template(INFRA.foundation()), "AWS::SNS::TopicPolicy");
        List<String> services = new ArrayList<>();
        Found.list(Found.at(policy, "PolicyDocument", "Statement")).forEach(statement -> {
            if (Found.at(statement, "Effect").equals("Allow")) {
                Object service = Found.at(statement, "Principal", "Service");
                (service instanceof List<?> all ? all : List.of(service)).forEach(one -> services.add(Found.text(one)));
            }
        });

        assertThat(services).contains("cloudwatch.amazonaws.com", "budgets.amazonaws.com", "events.amazonaws.com");
    }

    @Test
    void theBudgetIsThatOfTheMonthAndOfThisEnvironment() {
        Map<String, Object> budget = Found.only(TEMPLATE, "AWS::Budgets::Budget");

        assertThat(Found.at(budget, "Budget", "TimeUnit")).isEqualTo("MONTHLY");
        assertThat(Found.at(budget, "Budget", "BudgetType")).isEqualTo("COST");
        assertThat(Found.at(budget, "Budget", "BudgetLimit", "Amount")).isEqualTo(500);
        assertThat(Found.at(budget, "Budget", "BudgetLimit", "Unit")).isEqualTo("USD");
        assertThat(Found.list(Found.at(budget, "Budget", "FilterExpression", "And")))
                .extracting(tag -> Found.at(tag, "Tags", "Key") + "=" + Found.at(tag, "Tags", "Values", 0))
                .containsExactly("project=tapeline", "environment=dev");
        assertThat(Found.list(Found.at(budget, "NotificationsWithSubscribers")))
                .extracting(entry -> Found.at(entry, "Notification", "NotificationType") + " "
                        + Found.at(entry, "Notification", "Threshold") + " "
                        + Found.at(entry, "Notification", "ThresholdType") + " "
                        + Found.at(entry, "Subscribers", 0, "SubscriptionType"))
                .containsExactly("ACTUAL 80 PERCENTAGE SNS", "FORECASTED 100 PERCENTAGE SNS");
    }

    @Test
    void installsTheFiguresOfTheJobsAsAStep() {
        Map<String, Object> step = Found.only(TEMPLATE, "AWS::EMR::Step");

        assertThat(Found.at(step, "JobFlowId")).isEqualTo("j-CLUSTER");
        assertThat(Found.at(step, "ActionOnFailure")).isEqualTo("CONTINUE");
        assertThat(Found.at(step, "HadoopJarStep", "Jar")).isEqualTo("command-runner.jar");
        assertThat(Found.textAt(step, "HadoopJarStep", "Args", 2))
                .matches(
                        "set -eu; sudo aws s3 cp --region us-east-1 \\{Fn::Sub=s3://cdk-\\S+\\.py\\} (\\S+);"
                                + " sudo chmod 755 \\1; sudo \\1 --install --namespace Tapeline/tapeline-dev --region us-east-1");
    }
}
