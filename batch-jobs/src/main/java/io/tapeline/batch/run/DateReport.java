package io.tapeline.batch.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.batch.lake.TradingDate;
import java.time.Duration;
import java.util.List;

/**
 * What became of a date's night.
 *
 * @param run which run
 * @param steps as far as it came
 */
public record DateReport(StepRun run, List<StepReport> steps) {
    public DateReport {
        steps = List.copyOf(steps);
    }

    public TradingDate date() {
        return run.date();
    }

    /** Whether no step failed. */
    public boolean succeeded() {
        return steps.stream().noneMatch(step -> step.status() == StepStatus.FAILED);
    }

    /** Wall clock of all steps. */
    public Duration took() {
        return steps.stream().map(StepReport::took).reduce(Duration.ZERO, Duration::plus);
    }

    /** A number of a step, by its path within the step's numbers; 0 if the step did not come to it. */
    public long number(String step, String pointer) {
        return steps.stream()
                .filter(report -> report.step().equals(step))
                .findFirst()
                .map(report -> report.numbers().at(pointer))
                .map(JsonNode::asLong)
                .orElse(0L);
    }

    /** For the report file. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("date", date().toString());
        json.put("run_id", run.runId());
        json.put("succeeded", succeeded());
        json.put("seconds", seconds(took()));
        ObjectNode byName = json.putObject("steps");
        for (StepReport step : steps) {
            ObjectNode node = byName.putObject(step.step());
            node.put("status", step.status().code());
            node.put("seconds", seconds(step.took()));
            if (!step.message().isEmpty()) {
                node.put("message", step.message());
            }
            node.setAll(step.numbers());
        }
        return json;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
