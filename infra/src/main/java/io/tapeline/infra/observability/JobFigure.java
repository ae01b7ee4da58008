package io.tapeline.infra.observability;

/** The names of the jobs' figures, as {@code job_metrics.py} sends them. Counts are those of the last minute. */
final class JobFigure {
    /** 1 if the job is there, else 0. */
    static final String RUNNING = "Running";
    /** Percent of the fullest heap of the job. */
    static final String HEAP_PERCENT = "HeapPercent";
    /** Percent of the busiest machine that the job's JVM uses. */
    static final String CPU_PERCENT = "CpuPercent";
    /** Percent of time that the busiest subtask is busy. */
    static final String BUSY_PERCENT = "BusyPercent";
    /** Percent of time that the most hindered subtask waits for those after it. */
    static final String BACKPRESSURE_PERCENT = "BackPressurePercent";

    /** Trades that went into bars. */
    static final String ACCEPTED = "AcceptedTrades";
    /** Trades too late for their bars. */
    static final String LATE = "LateTrades";
    /** Trades seen before. */
    static final String DUPLICATES = "DuplicateTrades";
    /** Records that could not be read. */
    static final String DEAD_LETTERS = "DeadLetters";
    /** Bars that became final. */
    static final String BARS = "Bars";
    /** Bars issued again. */
    static final String REVISIONS = "Revisions";
    /** Milliseconds from the feed's clock to the machine's, of the subtask that is furthest behind. */
    static final String LAG_MILLIS = "EventTimeLag";

    /** Milliseconds that the newest checkpoint took. */
    static final String CHECKPOINT_MILLIS = "CheckpointDuration";
    /** Seconds since the newest checkpoint was begun. */
    static final String CHECKPOINT_AGE = "CheckpointAge";
    /** Bytes of the newest checkpoint. */
    static final String CHECKPOINT_BYTES = "CheckpointSize";
    /** Checkpoints that failed. */
    static final String FAILED_CHECKPOINTS = "FailedCheckpoints";
    /** Restarts of the job. */
    static final String RESTARTS = "Restarts";

    /** Tasks of Spark that failed. */
    static final String FAILED_TASKS = "FailedTasks";
    /** Tasks of Spark that were done. */
    static final String COMPLETED_TASKS = "CompletedTasks";
    /** Tasks of Spark that run. */
    static final String ACTIVE_TASKS = "ActiveTasks";
    /** Bytes that Spark has read from storage: S3. */
    static final String INPUT_BYTES = "InputBytes";
    /** Bytes that Spark has written to storage: S3. */
    static final String OUTPUT_BYTES = "OutputBytes";
    /** Bytes of shuffles that Spark has read. */
    static final String SHUFFLE_READ_BYTES = "ShuffleReadBytes";
    /** Bytes of shuffles that Spark has written. */
    static final String SHUFFLE_WRITE_BYTES = "ShuffleWriteBytes";

    private JobFigure() {}
}
