package io.tapeline.batch.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What became of a step.
 *
 * @param step the step's name
 * @param status how it ended
 * @param took wall clock
 * @param numbers of this run, or of the run that made this one needless; empty if it failed
 * @param message why it failed or was skipped; empty otherwise
 */
public record StepReport(String step, StepStatus status, Duration took, ObjectNode numbers, String message) {}
