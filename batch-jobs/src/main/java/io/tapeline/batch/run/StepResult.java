package io.tapeline.batch.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a step did.
 *
 * @param rowsIn rows read
 * @param rowsOut rows written
 * @param inputs what the step has now accounted for: what it read, and what it added to that itself
 * @param numbers for the report
 */
public record StepResult(long rowsIn, long rowsOut, Inputs inputs, ObjectNode numbers) {
    public StepResult {
        requireNonNull(inputs, "inputs is null");
        requireNonNull(numbers, "numbers is null");
    }

    /** Of a step that came to nothing. */
    static StepResult none() {
        return new StepResult(0, 0, Inputs.of(Map.of()), JsonNodeFactory.instance.objectNode());
    }
}
