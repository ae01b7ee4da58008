package io.tapeline.batch.run;

import io.tapeline.batch.lake.TradingDate;

/**
 * One step of the night for one trading date. Idempotent: run again, on the same tables, it changes nothing. A step
 * killed anywhere is made good by running it again.
 */
public interface Step {
    /** The name in {@code batch_runs}, in reports and on the console. */
    String name();

    /**
     * What the step would read if it ran now. Cheap: from table metadata.
     *
     * @throws StepException if that cannot be known
     */
    Inputs inputs(TradingDate date) throws StepException;

    /**
     * Does it.
     *
     * @param run which run this is
     * @param inputs of this moment
     * @throws StepException if it cannot, for a reason the operator is to read
     */
    StepResult run(StepRun run, Inputs inputs) throws StepException;
}
