package io.tapeline.batch;

import io.tapeline.batch.lake.TradingDate;
import io.tapeline.batch.run.Inputs;
import io.tapeline.batch.run.Step;
import io.tapeline.batch.run.StepException;
import io.tapeline.batch.run.StepResult;
import io.tapeline.batch.run.StepRun;
import java.util.List;
import java.util.function.UnaryOperator;

/** Does all that a step does, and fails before that is recorded: what a kill at the worst moment leaves behind. */
record Dying(Step step) implements Step {
    /** Makes the step of that name one that dies. */
    static UnaryOperator<List<Step>> after(String name) {
        return steps -> steps.stream()
                .map(step -> step.name().equals(name) ? new Dying(step) : step)
                .toList();
    }

    @Override
    public String name() {
        return step.name();
    }

    @Override
    public Inputs inputs(TradingDate date) throws StepException {
        return step.inputs(date);
    }

    @Override
    public StepResult run(StepRun run, Inputs inputs) throws StepException {
        step.run(run, inputs);
        throw new StepException("killed");
    }
}
