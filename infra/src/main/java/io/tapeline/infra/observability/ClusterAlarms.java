package io.tapeline.infra.observability;

import io.tapeline.infra.observability.Alarms.Condition;
import io.tapeline.infra.observability.Alarms.Silence;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Alarm;

/** Alarms of the cluster: its nodes, its file system, what runs on it. */
final class ClusterAlarms {
    private static final int QUARTER = 3;
    private static final int FULL_HDFS = 80;

    private final Alarms alarms;
    private final Watched.Cluster cluster;

    ClusterAlarms(Alarms alarms, Watched.Cluster cluster) {
        this.alarms = alarms;
        this.cluster = cluster;
    }

    void nodes(ObservabilityConfig config) {
        if (config.cpuPercent() > 0) {
            alarms.when(
                    "cluster-cpu",
                    Condition.above(
                            Metrics.nodes(cluster, "MAX", "cpu_usage_active"),
                            config.cpuPercent(),
                            QUARTER,
                            Silence.IS_FINE),
                    "The processors of a node of the cluster have been busy for 15 minutes.",
                    "Look in YARN which application it is; raise auto_scaling_max_capacity, or parallelism of the stream job"
                            + " and its share of the queue.");
        }
        if (config.memoryPercent() > 0) {
            alarms.when(
                    "cluster-memory",
                    Condition.above(
                            Metrics.nodes(cluster, "MAX", "mem_used_percent"),
                            config.memoryPercent(),
                            QUARTER,
                            Silence.IS_FINE),
                    "The memory of a node of the cluster has been nearly full for 15 minutes.",
                    "Look in YARN what runs on it; lower spark_executor_memory or take instances with more memory.");
        }
        alarms.when(
                "cluster-unhealthy-nodes",
                Condition.above(Metrics.emr(cluster, "MRUnhealthyNodes", "Maximum"), 0, 1, Silence.IS_FINE),
                "YARN has given up on a node: its disks are full or failing.",
                "Look at disk space under /mnt on it and at log clean-up; end the instance, EMR replaces it.");
        alarms.when(
                "cluster-lost-nodes",
                Condition.above(
                        Metrics.expression(
                                "DIFF(lost)",
                                "nodes lost",
                                Map.of("lost", Metrics.emr(cluster, "MRLostNodes", "Maximum")),
                                Metrics.EMR_PERIOD),
                        0,
                        1,
                        Silence.IS_FINE),
                "A node of the cluster has fallen silent.",
                "A spot instance that was taken back is replaced by itself; if it was a core node, look at the alarms of HDFS.");
        alarms.when(
                "cluster-missing-blocks",
                Condition.above(Metrics.emr(cluster, "MissingBlocks", "Maximum"), 0, 1, Silence.IS_FINE),
                "HDFS has lost blocks.",
                "Tables and checkpoints are on S3 and are safe; what is lost are logs and caches. Run hdfs fsck / on the primary"
                        + " node; if jobs fail, replace the cluster.");
        alarms.when(
                "cluster-hdfs-full",
                Condition.above(
                        Metrics.emr(cluster, "HDFSUtilization", "Maximum"), FULL_HDFS, QUARTER, Silence.IS_FINE),
                "HDFS has been nearly full for 15 minutes.",
                "Delete old logs under hdfs:///var/log and /tmp, or add core nodes.");
    }

    void applications() {
        alarms.when(
                "cluster-failed-jobs",
                Condition.above(
                        Metrics.expression(
                                "DIFF(failed)",
                                "applications failed",
                                Map.of("failed", Metrics.emr(cluster, "AppsFailed", "Maximum")),
                                Metrics.EMR_PERIOD),
                        0,
                        1,
                        Silence.IS_FINE),
                "An application on the cluster has failed.",
                "Read its log: yarn logs -applicationId ID, or the logs bucket under emr/. The stream job is submitted again by"
                        + " itself, the night is retried.");
        alarms.when(
                "cluster-starved",
                Condition.above(Metrics.emr(cluster, "ContainerPending", "Minimum"), 0, QUARTER, Silence.IS_FINE),
                "Containers have been waiting for room on the cluster for 15 minutes.",
                "Look whether the cluster is at auto_scaling_max_capacity, or spot instances cannot be had (EMR's events).");
    }

    /** Rings when nothing runs on a cluster that has the stream job to run. */
    Alarm nothingRuns() {
        return alarms.when(
                "stream-gone",
                Condition.below(
                        Metrics.emr(cluster, "AppsRunning", "Maximum"),
                        1,
                        QUARTER,
                        cluster.end() == Watched.End.NEVER ? Silence.IS_AN_ALARM : Silence.IS_FINE),
                "Nothing has run on the cluster for 15 minutes, so the stream job does not.",
                StreamJobAlarms.GONE_REMEDY);
    }
}
