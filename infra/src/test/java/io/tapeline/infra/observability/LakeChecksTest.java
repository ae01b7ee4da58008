package io.tapeline.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

@NeedsNode
class LakeChecksTest {
    private static final JsonNode TEMPLATE = Templates.json(Synth.template(Fixture.stack("dev")));
    private static final String SQL = LakeChecks.resource("lake_checks.sql");

    private static JsonNode definition() {
        JsonNode machine = Templates.properties(TEMPLATE, "AWS::StepFunctions::StateMachine")
                .get(0);
        String text = Templates.text(machine.get("DefinitionString"));
        for (Map.Entry<String, JsonNode> entry :
                machine.get("DefinitionSubstitutions").properties()) {
            text = text.replace("${" + entry.getKey() + "}", Templates.text(entry.getValue()));
        }
        assertThat(text).doesNotContain("${");
        return Templates.parse(text);
    }

    @Test
    void asksAfterEachNightHoweverItEnded() {
        JsonNode rule = Templates.properties(TEMPLATE, "AWS::Events::Rule").stream()
                .filter(one -> one.at("/EventPattern/source/0").asText().equals("aws.states"))
                .findFirst()
                .orElseThrow();

        assertThat(rule.at("/EventPattern/detail/stateMachineArn/0").asText())
                .isEqualTo("arn:aws:states:us-east-1:111122223333:stateMachine:night");
        assertThat(rule.at("/EventPattern/detail/status"))
                .extracting(JsonNode::asText)
                .containsExactly("SUCCEEDED", "FAILED", "TIMED_OUT");
        assertThat(Templates.text(rule.at("/Targets/0/Arn"))).startsWith("<LakeChecksMachine");
    }

    @Test
    void leadsFromTheQueryToTheMetrics() {
        JsonNode states = definition().get("States");

        assertThat(definition().get("StartAt").asText()).isEqualTo("Ask");
        assertThat(states.at("/Ask/Resource").asText())
                .isEqualTo("arn:<AWS::Partition>:states:::athena:startQueryExecution.sync");
        assertThat(states.at("/Ask/Parameters/QueryString").asText())
                .isEqualTo(SQL.strip().replaceAll("\\s+", " "));
        assertThat(states.at("/Ask/Parameters/WorkGroup").asText()).isEqualTo("analysts");
        assertThat(states.at("/Ask/Parameters/QueryExecutionContext/Database").asText())
                .isEqualTo("market");
        assertThat(states.at("/Ask/Next").asText()).isEqualTo("Read");
        assertThat(states.at("/Read/Next").asText()).isEqualTo("Publish");
        assertThat(states.at("/Publish/End").asBoolean()).isTrue();
        assertThat(states.at("/Publish/Parameters/Namespace").asText()).isEqualTo("Tapeline/tapeline-dev");
        assertThat(states).allSatisfy(state -> {
            assertThat(state.has("Retry")).isTrue();
            assertThat(state.get("TimeoutSeconds").asInt()).isPositive();
        });
    }

    @Test
    void publishesEachColumnOfTheAnswerInItsOrder() {
        List<String> names = new ArrayList<>();
        JsonNode metrics = definition().at("/States/Publish/Parameters/MetricData");
        for (int i = 0; i < metrics.size(); i++) {
            names.add(metrics.get(i).get("MetricName").asText());
            assertThat(metrics.get(i).get("Value.$").asText())
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
        Map<String, JsonNode> filters = Templates.properties(TEMPLATE, "AWS::Logs::MetricFilter").stream()
                .collect(Collectors.toMap(
                        filter ->
                                filter.at("/MetricTransformations/0/MetricName").asText(),
                        filter -> filter));

        assertThat(Templates.of(filters, "GivenUpBatches").get("FilterPattern").asText())
                .isEqualTo("{ $.message = \"batch given up: *\" }");
        assertThat(Templates.of(filters, "IngestErrors").get("FilterPattern").asText())
                .isEqualTo("{ $.level = \"ERROR\" }");
        assertThat(filters.values())
                .allSatisfy(filter -> assertThat(filter.at("/MetricTransformations/0/MetricNamespace")
                                .asText())
                        .isEqualTo("Tapeline/tapeline-dev"));
        // The message as the code makes it.
        String code = Files.readString(Path.of("../ingest-service/src/main/java/io/tapeline/ingest/PublishLog.java"));
        assertThat(code).contains("\"batch given up\",").contains("message + \": \" + String.format(");
    }
}
