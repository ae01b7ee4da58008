package io.tapeline.batch.run;

import static java.util.Objects.requireNonNull;

import io.tapeline.batch.lake.TradingDate;

/**
 * One run of the night for one date.
 *
 * @param runId unique
 * @param date the trading date
 */
public record StepRun(String runId, TradingDate date) {
    public StepRun {
        requireNonNull(runId, "runId is null");
        requireNonNull(date, "date is null");
    }
}
