package io.tapeline.infra.observability;

import io.tapeline.infra.observability.Alarms.Condition;
import io.tapeline.infra.observability.Alarms.Silence;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** Alarms of the stream job, from its own figures. */
final class StreamJobAlarms {
    static final String GONE_REMEDY =
            "It is submitted again from its last checkpoint by itself, within minutes: look on the primary node at"
                    + " systemctl status and the journal of the stream job's timer, and in YARN at the last attempt's log."
                    + " Kinesis keeps what comes for stream_retention hours.";

    private static final int QUARTER = 15;
    private static final int MINUTES = 5;
    private static final int STALE_SECONDS = 600;
    private static final int MILLIS = 1000;

    private final Alarms alarms;
    private final String pipeline;
    private final ObservabilityConfig config;
    private final Silence ofTheCluster;

    StreamJobAlarms(Alarms alarms, String pipeline, ObservabilityConfig config, Watched.End end) {
        this.alarms = alarms;
        this.pipeline = pipeline;
        this.config = config;
        this.ofTheCluster = end == Watched.End.NEVER ? Silence.IS_AN_ALARM : Silence.IS_FINE;
    }

    /** Makes all of them; the one that rings when the job is gone comes back. */
    Alarm all() {
        late();
        alarms.when(
                "stream-lag",
                Condition.above(
                        figure(JobFigure.LAG_MILLIS, "Maximum"),
                        config.lagSeconds() * MILLIS,
                        MINUTES,
                        Silence.IS_FINE),
                "The stream job has been behind its feed for 5 minutes.",
                "Look at its busy time: if it is above 90 percent, raise parallelism; if not, at the shards' iterator age and at"
                        + " producers that send old data. A replay carries its own clock and may ring this.");
        alarms.when(
                "stream-heap",
                Condition.above(
                        Metrics.job(pipeline, Metrics.Job.STREAM, JobFigure.HEAP_PERCENT, "Average")
                                .with(fiveMinutes()),
                        config.heapPercent(),
                        2,
                        Silence.IS_FINE),
                "The heap of the stream job has been nearly full over two times 5 minutes.",
                "Give its task managers more memory, or set state.backend=rocksdb; look for a burst of new symbols.");
        alarms.when(
                "stream-restarts",
                Condition.above(figure(JobFigure.RESTARTS, "Sum").with(fiveMinutes()), 2, 1, Silence.IS_FINE),
                "The stream job has restarted more than twice in 5 minutes.",
                "The exception is in Flink's web page under Exceptions, and in the job manager's log.");
        alarms.when(
                "stream-dead-letters",
                Condition.above(figure(JobFigure.DEAD_LETTERS, "Sum").with(fiveMinutes()), 0, 1, Silence.IS_FINE),
                "Records of the stream could not be read.",
                "They are kept, whole, in the table dead_letters with the reason; look who publishes to the stream beside ingest.");
        alarms.when(
                "stream-checkpoints",
                Condition.above(figure(JobFigure.CHECKPOINT_AGE, "Maximum"), STALE_SECONDS, MINUTES, Silence.IS_FINE),
                "The stream job has not completed a checkpoint for 10 minutes, so the lake gets nothing.",
                "Look in Flink's web page under Checkpoints why they fail: access to S3, back pressure, a table's commit.");
        return alarms.when(
                "stream-gone",
                Condition.below(figure(JobFigure.RUNNING, "Maximum"), 1, MINUTES, ofTheCluster),
                "The stream job has not run for 5 minutes, or the primary node does not report.",
                GONE_REMEDY);
    }

    private void late() {
        Metric late = figure(JobFigure.LATE, "Sum").with(fiveMinutes());
        Metric accepted = figure(JobFigure.ACCEPTED, "Sum").with(fiveMinutes());
        alarms.when(
                "late-data",
                Condition.above(
                        Metrics.expression(
                                "IF(late + accepted > 0, 100 * late / (late + accepted), 0)",
                                "late trades, percent",
                                Map.of("late", late, "accepted", accepted),
                                Metrics.FIVE_MINUTES),
                        config.latePercent(),
                        QUARTER / MINUTES,
                        Silence.IS_FINE),
                "For 15 minutes more trades have come too late for their bars than usual.",
                "They are kept in late_trades, and the night corrects the bars. Ask which producer is behind its clock: SELECT"
                        + " venue, count(*) FROM late_trades GROUP BY 1; raise bars.correction-horizon if it is always so.");
    }

    private Metric figure(String name, String statistic) {
        return Metrics.job(pipeline, Metrics.Job.STREAM, name, statistic);
    }

    private static MetricOptions fiveMinutes() {
        return MetricOptions.builder().period(Metrics.FIVE_MINUTES).build();
    }
}
