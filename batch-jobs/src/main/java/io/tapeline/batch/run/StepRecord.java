package io.tapeline.batch.run;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code batch_runs}.
 *
 * @param runId one run of one trading date
 * @param date UTC date
 * @param step the step's name
 * @param status how it ended
 * @param startedAt wall clock
 * @param endedAt wall clock
 * @param rowsIn rows read
 * @param rowsOut rows written
 * @param inputs {@link Inputs} as JSON
 * @param message the error of a failed step; the numbers of one that succeeded, as JSON; a note otherwise
 */
public record StepRecord(
        String runId,
        LocalDate date,
        String step,
        StepStatus status,
        Instant startedAt,
        Instant endedAt,
        long rowsIn,
        long rowsOut,
        String inputs,
        @Nullable String message) {}
