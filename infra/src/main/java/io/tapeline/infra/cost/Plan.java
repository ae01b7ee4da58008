package io.tapeline.infra.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What is deployed, as far as it costs money. */
record Plan(
        Cluster cluster,
        Batch batch,
        Streams streams,
        Services services,
        Optional<Warehouse> warehouse,
        Watch watch,
        Network network) {
    /** Where the night runs. */
    enum BatchTarget {
        EMR_EC2,
        EMR_SERVERLESS,
        GLUE
    }

    /**
     * The cluster.
     *
     * @param taskCount task nodes on demand, beside those of spotCount
     * @param diskGb of each node
     * @param idleTimeoutSeconds after which it ends itself; 0: never
     */
    record Cluster(
            String primaryType,
            String coreType,
            int coreCount,
            String taskType,
            int taskCount,
            int spotCount,
            int diskGb,
            int idleTimeoutSeconds) {
        Cluster onDemandOnly() {
            return new Cluster(
                    primaryType, coreType, coreCount, taskType, taskCount + spotCount, 0, diskGb, idleTimeoutSeconds);
        }

        Cluster alwaysOn() {
            return new Cluster(primaryType, coreType, coreCount, taskType, taskCount, spotCount, diskGb, 0);
        }
    }

    /**
     * The night.
     *
     * @param units DPUs of Glue, or vCPUs of EMR Serverless, with four GB of memory each
     */
    record Batch(BatchTarget target, int units) {}

    /**
     * The two streams.
     *
     * @param lingerMillis how long ingest collects trades into a record
     * @param checkpointSeconds time between two commits to the lake
     */
    record Streams(
            boolean provisioned,
            int marketDataShards,
            int liveShards,
            int retentionHours,
            int lingerMillis,
            int checkpointSeconds,
            int updateMillis) {}

    /**
     * Ingest and live.
     *
     * @param architecture {@code arm64} or {@code x86-64}, as the prices have it
     */
    record Services(String architecture, List<Task> tasks, int wafRules) {
        Services {
            tasks = List.copyOf(tasks);
        }
    }

    /** So many tasks of a service. */
    record Task(String service, int count, BigDecimal vcpus, BigDecimal memoryGb) {}

    /** The warehouse, of so many RPUs. */
    record Warehouse(int capacity) {}

    /** The same, without what makes it cheaper. */
    Plan with(Cluster other) {
        return new Plan(other, batch, streams, services, warehouse, watch, network);
    }

    /** What watches it all. */
    record Watch(int alarms, int compositeAlarms, int dashboards, int metrics, int logDays) {}

    /**
     * The network.
     *
     * @param endpoints interface endpoints, each in every zone
     * @param keys of our own
     */
    record Network(int zones, int endpoints, int natGateways, int keys, int secrets) {}
}
