package io.tapeline.infra.observability;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The metrics that AWS documents, as far as they may be used here: namespace, then the dimensions under which they are
 * published, then their names. Written from the pages of the services' user guides, and not from the code.
 */
final class KnownMetrics {
    /** Metrics of one set of dimensions. */
    record Family(Set<String> dimensions, Set<String> names) {}

    /** "Monitoring Amazon EMR metrics with CloudWatch", and so on for each. */
    static final Map<String, List<Family>> ALL = Map.of(
            "AWS/ElasticMapReduce",
            List.of(new Family(
                    Set.of("JobFlowId"),
                    Set.of(
                            "IsIdle",
                            "ContainerAllocated",
                            "ContainerReserved",
                            "ContainerPending",
                            "ContainerPendingRatio",
                            "AppsCompleted",
                            "AppsFailed",
                            "AppsKilled",
                            "AppsPending",
                            "AppsRunning",
                            "AppsSubmitted",
                            "CoreNodesRunning",
                            "CoreNodesPending",
                            "TaskNodesRunning",
                            "TaskNodesPending",
                            "LiveDataNodes",
                            "MRTotalNodes",
                            "MRActiveNodes",
                            "MRLostNodes",
                            "MRUnhealthyNodes",
                            "MRDecommissionedNodes",
                            "MRRebootedNodes",
                            "HDFSUtilization",
                            "HDFSBytesRead",
                            "HDFSBytesWritten",
                            "MissingBlocks",
                            "CorruptBlocks",
                            "TotalLoad",
                            "MemoryTotalMB",
                            "MemoryReservedMB",
                            "MemoryAvailableMB",
                            "YARNMemoryAvailablePercentage",
                            "MemoryAllocatedMB",
                            "PendingDeletionBlocks",
                            "UnderReplicatedBlocks",
                            "CapacityRemainingGB"))),
            "AWS/Kinesis",
            List.of(new Family(
                    Set.of("StreamName"),
                    Set.of(
                            "GetRecords.IteratorAgeMilliseconds",
                            "IncomingBytes",
                            "IncomingRecords",
                            "WriteProvisionedThroughputExceeded",
                            "ReadProvisionedThroughputExceeded",
                            "PutRecords.ThrottledRecords",
                            "PutRecords.Success"))),
            "AWS/ApplicationELB",
            List.of(
                    new Family(
                            Set.of("LoadBalancer"),
                            Set.of(
                                    "ActiveConnectionCount",
                                    "NewConnectionCount",
                                    "RequestCount",
                                    "HTTPCode_ELB_5XX_Count",
                                    "HTTPCode_ELB_4XX_Count",
                                    "HTTPCode_Target_4XX_Count",
                                    "HTTPCode_Target_5XX_Count",
                                    "TargetResponseTime")),
                    new Family(
                            Set.of("LoadBalancer", "TargetGroup"), Set.of("HealthyHostCount", "UnHealthyHostCount"))),
            "AWS/ECS",
            List.of(new Family(Set.of("ClusterName", "ServiceName"), Set.of("CPUUtilization", "MemoryUtilization"))),
            "AWS/States",
            List.of(new Family(
                    Set.of("StateMachineArn"),
                    Set.of(
                            "ExecutionTime",
                            "ExecutionsStarted",
                            "ExecutionsSucceeded",
                            "ExecutionsFailed",
                            "ExecutionsTimedOut",
                            "ExecutionsAborted",
                            "ExecutionThrottled"))),
            "AWS/Redshift-Serverless",
            List.of(new Family(
                    Set.of("Workgroup"),
                    Set.of("ComputeCapacity", "ComputeSeconds", "QueriesRunning", "QueriesQueued"))),
            "AWS/Athena",
            List.of(new Family(Set.of("WorkGroup"), Set.of("ProcessedBytes", "TotalExecutionTime"))),
            "CWAgent",
            List.of(new Family(
                    Set.of("cluster.id", "instance.id", "node.type", "service.name"),
                    Set.of("cpu_usage_active", "mem_used_percent", "disk_used_percent"))),
            // Our own: what job_metrics.py sends, and what the filters of logs and the checks of the lake count.
            "Tapeline/tapeline-dev",
            List.of(
                    new Family(
                            Set.of("Job"),
                            Set.of(
                                    "Running",
                                    "HeapPercent",
                                    "CpuPercent",
                                    "BusyPercent",
                                    "BackPressurePercent",
                                    "AcceptedTrades",
                                    "LateTrades",
                                    "DuplicateTrades",
                                    "DeadLetters",
                                    "Bars",
                                    "Revisions",
                                    "EventTimeLag",
                                    "CheckpointDuration",
                                    "CheckpointAge",
                                    "CheckpointSize",
                                    "FailedCheckpoints",
                                    "Restarts",
                                    "FailedTasks",
                                    "CompletedTasks",
                                    "ActiveTasks",
                                    "InputBytes",
                                    "OutputBytes",
                                    "ShuffleReadBytes",
                                    "ShuffleWriteBytes")),
                    new Family(
                            Set.of(),
                            Set.of(
                                    "GivenUpBatches",
                                    "IngestErrors",
                                    "BarDifferences",
                                    "FailedSteps",
                                    "LateTradesOfADay",
                                    "DeadLettersOfADay"))));

    private KnownMetrics() {}

    static boolean has(String namespace, String name, Set<String> dimensions) {
        return ALL.getOrDefault(namespace, List.of()).stream()
                .anyMatch(family ->
                        family.dimensions().equals(dimensions) && family.names().contains(name));
    }
}
