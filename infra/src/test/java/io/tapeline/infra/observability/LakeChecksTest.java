package io.tapeline.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.asl.Json;
import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import io.tapeline.lake.LakeTable;
import io.tapeline.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class LakeChecksTest {
    private static final Template TEMPLATE = Synth.template(Fixture.stack("dev"));
    private static final String SQL = LakeChecks.resource("lake_checks.sql");

    private static Map<String, Object> definition() {
        String text = Found.definition(Found.only(TEMPLATE, "AWS::StepFunctions::StateMachine"));
        assertThat(text).doesNotContain("${");
        return Json.object(text);
    }

    @Test
    void asksAfterEachNightHoweverItEnded() {
        Map<String, Object> rule = Found.one(TEMPLATE, "AWS::Events::Rule", "source=[aws.states]");

        assertThat(Found.at(rule, "EventPattern", "detail", "stateMachineArn", 0))
                .isEqualTo("arn:aws:states:us-east-1:111122223333:stateMachine:night");
        assertThat(Found.at(rule, "EventPattern", "detail", "status"))
                .isEqualTo(List.of("SUCCEEDED", "FAILED", "TIMED_OUT"));
        assertThat(Found.textAt(rule, "Targets", 0, "Arn")).startsWith("{LakeChecksMachine");
    }

    @Test
    void leadsFromTheQueryToTheMetrics() {
        Map<String, Object> states = Found.map(Found.at(definition(), "States"));

        assertThat(Found.at(definition(), "StartAt")).isEqualTo("Ask");
        assertThat(Found.at(states, "Ask", "Resource"))
                .isEqualTo("arn:{AWS::Partition}:states:::athena:startQueryExecution.sync");
        assertThat(Found.at(states, "Ask", "Parameters", "QueryString"))
                .isEqualTo(SQL.strip().replaceAll("\\s+", " "));
        assertThat(Found.at(states, "Ask", "Parameters", "WorkGroup")).isEqualTo("analysts");
        assertThat(Found.at(states, "Ask", "Parameters", "QueryExecutionContext", "Database"))
                .isEqualTo("market");
        assertThat(Found.at(states, "Ask", "Next")).isEqualTo("Read");
        assertThat(Found.at(states, "Read", "Next")).isEqualTo("Publish");
        assertThat(Found.at(states, "Publish", "End")).isEqualTo(true);
        assertThat(Found.at(states, "Publish", "Parameters", "Namespace")).isEqualTo("Tapeline/tapeline-dev");
        assertThat(states.values()).isNotEmpty().allSatisfy(state -> {
            assertThat(Found.map(state)).containsKey("Retry");
            assertThat(Found.intAt(state, "TimeoutSeconds")).isPositive();
        });
    }

    @Test
    void publishesEachColumnOfTheAnswerInItsOrder() {
        List<String> names = new ArrayList<>();
        List<Object> metrics = Found.list(Found.at(definition(), "States", "Publish", "Parameters", "MetricData"));
        for (int i = 0; i < metrics.size(); i++) {
            names.add(Found.textAt(metrics.get(i), "MetricName"));
            assertThat(Found.at(metrics.get(i), "Value.$"))
                    .isEqualTo("States.StringToJson($.row[" + i + "].VarCharValue)");
        }

        assertThat(names).containsExactly("BarDifferences", "FailedSteps", "LateTradesOfADay", "DeadLettersOfADay");
        assertThat(names)
                .containsExactly(
                        LakeChecks.DIFFERENCES, LakeChecks.FAILED_STEPS, LakeChecks.LATE, LakeChecks.DEAD_LETTERS);
        // The first table of each column: what is counted.
        assertThat(SQL.lines().filter(line -> line.startsWith("  (SELECT")).toList())
                .hasSize(names.size());
    }

    @Test
    void asksForColumnsThatTheTablesHave() {
        Map<String, Set<String>> tables = LakeTables.ALL.stream()
                .collect(Collectors.toMap(
                        LakeTable::name,
                        table -> table.schema().columns().stream()
                                .map(Types.NestedField::name)
                                .collect(Collectors.toSet())));
        Set<String> asked = new HashSet<>();
        Matcher column = Pattern.compile("(\\w+)\\.(\\w+)").matcher(SQL);
        while (column.find()) {
            asked.add(column.group(1));
            assertThat(tables).containsKey(column.group(1));
            assertThat(tables.get(column.group(1))).as(column.group()).contains(column.group(2));
        }

        assertThat(asked).containsExactlyInAnyOrder("bar_differences", "batch_runs", "late_trades", "dead_letters");
        // It becomes part of a JSON text as it is.
        assertThat(SQL).doesNotContain("\"", "\\");
    }

    @Test
    void countsTheLinesThatIngestWrites() throws IOException {
        Map<String, Map<String, Object>> filters = Found.properties(TEMPLATE, "AWS::Logs::MetricFilter").stream()
                .collect(Collectors.toMap(
                        filter -> Found.textAt(filter, "MetricTransformations", 0, "MetricName"), filter -> filter));

        assertThat(Found.at(filters, "GivenUpBatches", "FilterPattern"))
                .isEqualTo("{ $.message = \"batch given up: *\" }");
        assertThat(Found.at(filters, "IngestErrors", "FilterPattern")).isEqualTo("{ $.level = \"ERROR\" }");
        assertThat(filters.values())
                .allSatisfy(filter -> assertThat(Found.at(filter, "MetricTransformations", 0, "MetricNamespace"))
                        .isEqualTo("Tapeline/tapeline-dev"));
        // The message as the code makes it.
        String code = Files.readString(Path.of("../ingest-service/src/main/java/io/tapeline/ingest/PublishLog.java"));
        assertThat(code).contains("\"batch given up\",").contains("message + \": \" + String.format(");
    }
}
