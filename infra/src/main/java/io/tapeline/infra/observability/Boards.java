package io.tapeline.infra.observability;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;

/** What the four dashboards show. */
final class Boards {
    private final String pipeline;
    private final String region;
    private final Watched watched;
    private final boolean jobMetrics;

    Boards(String pipeline, String region, Watched watched, ObservabilityConfig config) {
        this.pipeline = pipeline;
        this.region = region;
        this.watched = watched;
        this.jobMetrics = config.jobMetrics() && watched.cluster().isPresent();
    }

    /** From the door to the warehouse, in the order in which data flows. */
    Board pipeline(List<? extends IAlarm> alarms) {
        Board board = new Board(region).alarms("Alarms", alarms).heading("In");
        watched.services()
                .ifPresent(services ->
                        board.graph("Requests", "a minute", Metrics.balancer(services, "RequestCount", "Sum")));
        String in = watched.streams().marketData();
        String live = watched.streams().live();
        board.graph(
                        "Records into the streams",
                        "a minute",
                        Metrics.stream(in, "IncomingRecords", "Sum"),
                        Metrics.stream(live, "IncomingRecords", "Sum"))
                .graph(
                        "Bytes into the streams",
                        "a minute",
                        Metrics.stream(in, "IncomingBytes", "Sum"),
                        Metrics.stream(live, "IncomingBytes", "Sum"))
                .graph(
                        "Refused by the streams",
                        "a minute",
                        Metrics.stream(in, "WriteProvisionedThroughputExceeded", "Sum"),
                        Metrics.stream(live, "WriteProvisionedThroughputExceeded", "Sum"))
                .graph(
                        "Behind the streams",
                        "milliseconds",
                        Metrics.stream(in, "GetRecords.IteratorAgeMilliseconds", "Maximum"),
                        Metrics.stream(live, "GetRecords.IteratorAgeMilliseconds", "Maximum"));
        if (jobMetrics) {
            bars(board);
        }
        board.heading("Night and lake");
        watched.night()
                .ifPresent(night -> board.graph(
                                "Nights",
                                "in 5 minutes",
                                Metrics.night(night, "ExecutionsSucceeded", "Sum"),
                                Metrics.night(night, "ExecutionsFailed", "Sum"),
                                Metrics.night(night, "ExecutionsTimedOut", "Sum"))
                        .graph("Time of a night", "milliseconds", Metrics.night(night, "ExecutionTime", "Maximum"))
                        .graph(
                                "What the nights have found",
                                "in a day",
                                found(LakeChecks.DIFFERENCES),
                                found(LakeChecks.FAILED_STEPS),
                                found(LakeChecks.LATE),
                                found(LakeChecks.DEAD_LETTERS)));
        board.graph("Read by Athena", "bytes in 5 minutes", Metrics.athena(watched.lake(), "ProcessedBytes", "Sum"));
        watched.warehouse()
                .ifPresent(warehouse ->
                        board.graph("Warehouse", "RPUs", Metrics.warehouse(warehouse, "ComputeCapacity", "Maximum")));
        return board;
    }

    private void bars(Board board) {
        board.heading("Bars")
                .graph("Trades", "a minute", stream(JobFigure.ACCEPTED, "Sum"), stream(JobFigure.DUPLICATES, "Sum"))
                .graph(
                        "Late trades, dead letters",
                        "a minute",
                        stream(JobFigure.LATE, "Sum"),
                        stream(JobFigure.DEAD_LETTERS, "Sum"))
                .graph("Bars", "a minute", stream(JobFigure.BARS, "Sum"), stream(JobFigure.REVISIONS, "Sum"))
                .graph("Behind the feed", "milliseconds", stream(JobFigure.LAG_MILLIS, "Maximum"));
    }

    Board cluster(Watched.Cluster cluster) {
        return new Board(region)
                .heading("Applications")
                .graph("Idle", "1: yes", emr(cluster, "IsIdle"))
                .graph(
                        "Applications",
                        "count",
                        emr(cluster, "AppsRunning"),
                        emr(cluster, "AppsPending"),
                        emr(cluster, "AppsFailed"))
                .graph("Containers", "count", emr(cluster, "ContainerAllocated"), emr(cluster, "ContainerPending"))
                .heading("Memory and processors")
                .graph(
                        "YARN's memory that is free",
                        "percent",
                        Metrics.emr(cluster, "YARNMemoryAvailablePercentage", "Minimum"))
                .graph(
                        "Busiest node, processors",
                        "percent",
                        Metrics.nodes(cluster, "MAX", "cpu_usage_active"),
                        Metrics.nodes(cluster, "AVG", "cpu_usage_active"))
                .graph(
                        "Fullest node, memory",
                        "percent",
                        Metrics.nodes(cluster, "MAX", "mem_used_percent"),
                        Metrics.nodes(cluster, "AVG", "mem_used_percent"))
                .heading("Nodes and HDFS")
                .graph(
                        "Nodes",
                        "count",
                        emr(cluster, "MRActiveNodes"),
                        emr(cluster, "CoreNodesRunning"),
                        emr(cluster, "TaskNodesRunning"))
                .graph("Nodes in trouble", "count", emr(cluster, "MRUnhealthyNodes"), emr(cluster, "MRLostNodes"))
                .graph("HDFS", "percent", emr(cluster, "HDFSUtilization"))
                .graph(
                        "Blocks in trouble",
                        "count",
                        emr(cluster, "MissingBlocks"),
                        emr(cluster, "CorruptBlocks"),
                        emr(cluster, "UnderReplicatedBlocks"));
    }

    Board jobs() {
        return new Board(region)
                .heading("Stream job")
                .graph("Running", "1: yes", stream(JobFigure.RUNNING, "Minimum"), batch(JobFigure.RUNNING, "Maximum"))
                .graph(
                        "Busy, held back",
                        "percent",
                        stream(JobFigure.BUSY_PERCENT, "Maximum"),
                        stream(JobFigure.BACKPRESSURE_PERCENT, "Maximum"))
                .graph(
                        "Restarts, failed checkpoints",
                        "a minute",
                        stream(JobFigure.RESTARTS, "Sum"),
                        stream(JobFigure.FAILED_CHECKPOINTS, "Sum"))
                .graph("Checkpoints take", "milliseconds", stream(JobFigure.CHECKPOINT_MILLIS, "Maximum"))
                .graph("Since the newest checkpoint", "seconds", stream(JobFigure.CHECKPOINT_AGE, "Maximum"))
                .graph("Size of a checkpoint", "bytes", stream(JobFigure.CHECKPOINT_BYTES, "Maximum"))
                .heading("Heap and processors")
                .graph(
                        "Heap",
                        "percent",
                        stream(JobFigure.HEAP_PERCENT, "Maximum"),
                        batch(JobFigure.HEAP_PERCENT, "Maximum"))
                .graph("Processors", "percent", stream(JobFigure.CPU_PERCENT, "Maximum"))
                .heading("Spark")
                .graph(
                        "Tasks",
                        "a minute",
                        batch(JobFigure.ACTIVE_TASKS, "Maximum"),
                        batch(JobFigure.COMPLETED_TASKS, "Sum"),
                        batch(JobFigure.FAILED_TASKS, "Sum"))
                .graph(
                        "S3",
                        "bytes a minute",
                        batch(JobFigure.INPUT_BYTES, "Sum"),
                        batch(JobFigure.OUTPUT_BYTES, "Sum"))
                .graph(
                        "Shuffle",
                        "bytes a minute",
                        batch(JobFigure.SHUFFLE_READ_BYTES, "Sum"),
                        batch(JobFigure.SHUFFLE_WRITE_BYTES, "Sum"));
    }

    Board services(Watched.Services services) {
        Board board = new Board(region)
                .heading("Load balancer")
                .graph("Requests", "a minute", Metrics.balancer(services, "RequestCount", "Sum"))
                .graph(
                        "Answers",
                        "a minute",
                        Metrics.balancer(services, "HTTPCode_Target_4XX_Count", "Sum"),
                        Metrics.balancer(services, "HTTPCode_Target_5XX_Count", "Sum"),
                        Metrics.balancer(services, "HTTPCode_ELB_5XX_Count", "Sum"))
                .graph(
                        "Time to answer",
                        "seconds",
                        Metrics.balancer(services, "TargetResponseTime", "p50"),
                        Metrics.balancer(services, "TargetResponseTime", "p99"))
                .graph("Failures", "percent", ServiceAlarms.failures(services))
                .graph("Connections", "count", Metrics.balancer(services, "ActiveConnectionCount", "Sum"))
                .graph(
                        "Targets",
                        "count",
                        Metrics.targets(services, "MIN", "HealthyHostCount"),
                        Metrics.targets(services, "MAX", "UnHealthyHostCount"))
                .heading("Tasks");
        for (Map.Entry<String, String> service :
                List.of(Map.entry("ingest", services.ingest()), Map.entry("live", services.live()))) {
            board.graph(
                    "Load of " + service.getKey(),
                    "percent",
                    Metrics.service(services, service.getValue(), "CPUUtilization", "Average"),
                    Metrics.service(services, service.getValue(), "MemoryUtilization", "Average"));
        }
        services.ingestLogs()
                .ifPresent(logs -> board.graph(
                        "Log of ingest",
                        "in 5 minutes",
                        Metrics.pipeline(pipeline, LogFilters.ERRORS, "Sum"),
                        Metrics.pipeline(pipeline, LogFilters.GIVEN_UP, "Sum")));
        return board;
    }

    private IMetric found(String name) {
        return Metrics.pipeline(pipeline, name, "Maximum");
    }

    private static IMetric emr(Watched.Cluster cluster, String name) {
        return Metrics.emr(cluster, name, "Maximum");
    }

    private IMetric stream(String name, String statistic) {
        return Metrics.job(pipeline, Metrics.Job.STREAM, name, statistic);
    }

    private IMetric batch(String name, String statistic) {
        return Metrics.job(pipeline, Metrics.Job.BATCH, name, statistic);
    }
}
