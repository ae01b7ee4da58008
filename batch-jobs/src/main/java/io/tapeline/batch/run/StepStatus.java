package io.tapeline.batch.run;

import java.util.Locale;

/** How a step ended. */
public enum StepStatus {
    SUCCEEDED,
    FAILED,
    /** It had succeeded on the same rows before. */
    SKIPPED;

    /** As in {@code batch_runs}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
