package io.tapeline.batch.run;

import io.tapeline.batch.lake.TradingDate;
import java.util.Map;

/** What each step of each night did, for good. */
public interface StepJournal {
    /** Adds a row; it is durable when this returns. */
    void append(StepRecord row);

    /** The last success of each step for a date, by the step's name. */
    Map<String, StepRecord> successes(TradingDate date);
}
