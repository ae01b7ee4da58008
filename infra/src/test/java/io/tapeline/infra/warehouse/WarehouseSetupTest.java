package io.tapeline.infra.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The state machine that sets up the warehouse, as it is synthesized, run on fakes of what it calls. */
@NeedsNode
class WarehouseSetupTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String definition = "";

    private final List<String> executed = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();
    private final Deque<String> statuses = new ArrayDeque<>();
    private String existing = "";

    @BeforeAll
    static void synthesize() {
        Map<String, Object> machine = Found.one(
                Synth.template(Synth.infra("dev", "warehouse_limit_action=log")
                        .warehouse()
                        .orElseThrow()),
                "AWS::StepFunctions::StateMachine",
                "setup");
        definition = Found.definition(machine);
    }

    @Test
    void leavesNothingToBeFilledIn() {
        assertThat(definition).doesNotContain("${");
    }

    @Test
    void executesAllStatementsInTheirOrderAsTheAdministrator() {
        run();

        assertThat(executed)
                .hasSize(15)
                .allSatisfy(call -> assertThat(call)
                        .startsWith("tapeline-dev-warehouse tapeline the-secret -- ")
                        .doesNotContain("\\n"));
        assertThat(executed.get(0)).contains("CREATE SCHEMA IF NOT EXISTS tapeline");
        assertThat(executed.get(14)).endsWith("GRANT USAGE ON SCHEMA lake TO GROUP tapeline_read");
    }

    @Test
    void waitsForAStatementToEnd() {
        statuses.addAll(List.of("SUBMITTED", "STARTED", "FINISHED"));

        run();

        assertThat(executed).hasSize(15);
        assertThat(statuses).isEmpty();
    }

    @Test
    void endsAtAStatementThatIsRefusedAndSaysWhy() {
        statuses.addAll(List.of("FINISHED", "FAILED"));

        assertThatThrownBy(this::run).isInstanceOf(Asl.Failed.class).hasMessage("StatementFailed: syntax error");

        assertThat(executed).hasSize(2);
        assertThat(limits).isEmpty();
    }

    @Test
    void endsAtAStatementThatIsStopped() {
        statuses.add("ABORTED");

        assertThatThrownBy(this::run)
                .isInstanceOf(Asl.Failed.class)
                .hasMessage("StatementAborted: the statement was stopped");
    }

    @Test
    void createsTheLimitsThatAreMissing() {
        run();

        assertThat(limits)
                .containsExactly(
                        "createUsageLimit {\"ResourceArn\":\"{Workgroup.Workgroup.WorkgroupArn}\",\"UsageType\":"
                                + "\"serverless-compute\",\"Period\":\"daily\",\"Amount\":8,\"BreachAction\":\"log\"}",
                        "createUsageLimit {\"ResourceArn\":\"{Workgroup.Workgroup.WorkgroupArn}\",\"UsageType\":"
                                + "\"serverless-compute\",\"Period\":\"monthly\",\"Amount\":60,\"BreachAction\":\"log\"}");
    }

    @Test
    void changesTheLimitsThatThereAre() {
        existing = "{\"UsageLimitId\":\"m\",\"Period\":\"monthly\"},{\"UsageLimitId\":\"w\",\"Period\":\"weekly\"}";

        run();

        assertThat(limits).hasSize(2);
        assertThat(limits.get(0)).startsWith("createUsageLimit").contains("daily");
        assertThat(limits.get(1))
                .isEqualTo("updateUsageLimit {\"UsageLimitId\":\"m\",\"Amount\":60,\"BreachAction\":\"log\"}");
    }

    private void run() {
        new Asl(this::call).run(definition);
    }

    private JsonNode call(String resource, JsonNode parameters) {
        return switch (resource) {
            case "redshiftserverless:getNamespace" ->
                json("{\"Namespace\":{\"AdminPasswordSecretArn\":\"the-secret\"}}");
            case "redshiftdata:executeStatement" -> {
                executed.add(parameters.get("WorkgroupName").asText() + " "
                        + parameters.get("Database").asText() + " "
                        + parameters.get("SecretArn").asText() + " -- "
                        + parameters.get("Sql").asText());
                yield json("{\"Id\":\"" + executed.size() + "\"}");
            }
            case "redshiftdata:describeStatement" -> {
                assertThat(parameters.get("Id").asInt()).isEqualTo(executed.size());
                String status = statuses.isEmpty() ? "FINISHED" : statuses.remove();
                yield json("{\"Status\":\"" + status + "\",\"Error\":\"syntax error\"}");
            }
            case "redshiftserverless:listUsageLimits" -> json("{\"UsageLimits\":[" + existing + "]}");
            case "redshiftserverless:createUsageLimit", "redshiftserverless:updateUsageLimit" -> {
                limits.add(resource.substring("redshiftserverless:".length()) + " " + parameters);
                yield json("{}");
            }
            default -> throw new IllegalArgumentException("unexpected call: " + resource);
        };
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
