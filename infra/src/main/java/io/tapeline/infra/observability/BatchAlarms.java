package io.tapeline.infra.observability;

import io.tapeline.infra.observability.Alarms.Condition;
import io.tapeline.infra.observability.Alarms.Silence;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** Alarms of the night, from its state machine, from Spark, and from what it has found. */
final class BatchAlarms {
    private static final int MILLIS = 1000;

    private final Alarms alarms;
    private final String pipeline;
    private final ObservabilityConfig config;

    BatchAlarms(Alarms alarms, String pipeline, ObservabilityConfig config) {
        this.alarms = alarms;
        this.pipeline = pipeline;
        this.config = config;
    }

    void night(Watched.Night night) {
        ends(night, "night-failed", "ExecutionsFailed", "A night has failed.");
        ends(night, "night-timed-out", "ExecutionsTimedOut", "A night has taken longer than it may, and was ended.");
        ends(night, "night-aborted", "ExecutionsAborted", "Somebody has ended a night.");
        alarms.when(
                "night-slow",
                Condition.above(
                        Metrics.night(night, "ExecutionTime", "Maximum"),
                        config.runSeconds() * MILLIS,
                        1,
                        Silence.IS_FINE),
                "A night has taken longer than run_time_alarm_threshold.",
                "SELECT step, ended_at - started_at FROM batch_runs tells which step; compare with other dates, and look whether"
                        + " Spark waited for executors.");
    }

    private void ends(Watched.Night night, String name, String metric, String matter) {
        alarms.when(
                name,
                Condition.above(Metrics.night(night, metric, "Sum"), 0, 1, Silence.IS_FINE),
                matter,
                "Its execution in Step Functions names the state and the reason; batch_runs has the step. Nothing is half done:"
                        + " start it again with the same date, it goes on where it was.");
    }

    /** What Spark tells of itself while it runs on the cluster. */
    void spark() {
        alarms.when(
                "batch-failed-tasks",
                Condition.above(figure(JobFigure.FAILED_TASKS, "Sum"), config.failedTasks(), 1, Silence.IS_FINE),
                "Tasks of Spark have failed, more than failed_tasks_alarm_threshold in 5 minutes.",
                "Spark tries each four times. Look at the failed stages in its web page: memory, S3's throttling, or spot"
                        + " instances that were taken back.");
        alarms.when(
                "batch-heap",
                Condition.above(figure(JobFigure.HEAP_PERCENT, "Average"), config.heapPercent(), 2, Silence.IS_FINE),
                "The heap of Spark's fullest executor has been nearly full over two times 5 minutes, at its peak.",
                "Raise spark_executor_memory, or lower spark_executor_cores, so that fewer tasks share it.");
    }

    /** What the checks of the lake have counted after a night. */
    void findings() {
        alarms.when(
                "quality-differences",
                Condition.above(
                        Metrics.pipeline(pipeline, LakeChecks.DIFFERENCES, "Maximum"),
                        config.differences(),
                        1,
                        Silence.IS_FINE),
                "Bars of the stream differ from those that the night has rebuilt from all trades.",
                "The night has corrected them. SELECT * FROM bar_differences tells which and how: without late trades beside"
                        + " them, it is a fault of the stream job.");
        alarms.when(
                "quality-failed-steps",
                Condition.above(Metrics.pipeline(pipeline, LakeChecks.FAILED_STEPS, "Maximum"), 0, 1, Silence.IS_FINE),
                "Steps of nights of the last day have failed.",
                "SELECT * FROM batch_runs WHERE status = 'failed' has the reasons; start the night again with that date.");
    }

    private IMetric figure(String name, String statistic) {
        return Metrics.job(pipeline, Metrics.Job.BATCH, name, statistic)
                .with(MetricOptions.builder().period(Metrics.FIVE_MINUTES).build());
    }
}
