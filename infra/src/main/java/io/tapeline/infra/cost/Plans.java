package io.tapeline.infra.cost;

import io.tapeline.infra.batch.BatchConfig;
import io.tapeline.infra.cluster.ClusterConfig;
import io.tapeline.infra.cluster.NodesConfig;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.network.NetworkConfig;
import io.tapeline.infra.observability.ObservabilityStack;
import io.tapeline.infra.services.ServicesConfig;
import io.tapeline.infra.services.TaskConfig;
import io.tapeline.infra.streams.StreamsConfig;
import io.tapeline.infra.warehouse.WarehouseConfig;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The plan that settings describe: as many nodes and tasks as there are at the start, before anything scales. */
final class Plans {
    /** The stream job's default, {@code live.interval}. */
    private static final int UPDATE_MILLIS = 250;
    /** Ingest's default, {@code ingest.publisher.linger}. */
    private static final int LINGER_MILLIS = 20;
    /** The stream job's default, {@code checkpoints.interval}. */
    private static final int CHECKPOINT_SECONDS = 5;
    /** Two groups of AWS's rules, and one of our own. */
    private static final int WAF_RULES = 3;
    /** What the agent on a node sends: processors, memory, disks. */
    private static final int METRICS_A_NODE = 3;
    /** Alarms beside streams and replica, which are not counted one by one. */
    private static final int OTHER_ALARMS = 6;

    private static final BigDecimal UNITS_PER_CPU = BigDecimal.valueOf(1024);

    private Plans() {}

    static Plan of(InfraConfig config) {
        return new Plan(
                cluster(config.cluster()),
                batch(config.batch()),
                streams(config.streams()),
                services(config.services()),
                warehouse(config.warehouse()),
                watch(config),
                network(config));
    }

    /** A fleet takes what it gets: it is counted as if all nodes were of the first of its types. */
    private static Plan.Cluster cluster(ClusterConfig cluster) {
        NodesConfig nodes = cluster.nodes();
        NodesConfig.Volumes volumes = nodes.volumes();
        return new Plan.Cluster(
                nodes.types().primary().get(0),
                nodes.types().core().get(0),
                nodes.coreCount(),
                nodes.types().task().get(0),
                nodes.onDemandTaskCount(),
                nodes.spotCount(),
                volumes.rootSize() + volumes.dataSize() * volumes.dataCount(),
                cluster.idleSeconds());
    }

    private static Plan.Batch batch(BatchConfig batch) {
        return switch (batch.target()) {
            case EMR_EC2 -> new Plan.Batch(Plan.BatchTarget.EMR_EC2, 0);
            case EMR_SERVERLESS ->
                new Plan.Batch(
                        Plan.BatchTarget.EMR_SERVERLESS, batch.serverless().cpu());
            case GLUE ->
                new Plan.Batch(
                        Plan.BatchTarget.GLUE,
                        batch.glue().workers() * unitsPerWorker(batch.glue().workerType()));
        };
    }

    /** {@code G.4X}: four DPUs. */
    private static int unitsPerWorker(String type) {
        return Integer.parseInt(type.substring(2, type.length() - 1));
    }

    private static Plan.Streams streams(StreamsConfig streams) {
        return new Plan.Streams(
                streams.mode() == StreamsConfig.Mode.PROVISIONED,
                streams.marketDataShards(),
                streams.liveShards(),
                streams.retentionHours(),
                LINGER_MILLIS,
                CHECKPOINT_SECONDS,
                UPDATE_MILLIS);
    }

    private static Plan.Services services(ServicesConfig services) {
        return new Plan.Services(
                services.cpuArchitecture().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                List.of(task("ingest", services.ingest()), task("live", services.live())),
                services.waf() ? WAF_RULES : 0);
    }

    private static Plan.Task task(String service, TaskConfig task) {
        return new Plan.Task(
                service,
                task.minTasks(),
                BigDecimal.valueOf(task.cpu()).divide(UNITS_PER_CPU, MathContext.DECIMAL64),
                BigDecimal.valueOf(task.memory()).divide(UNITS_PER_CPU, MathContext.DECIMAL64));
    }

    private static Optional<Plan.Warehouse> warehouse(WarehouseConfig warehouse) {
        return warehouse.enabled() ? Optional.of(new Plan.Warehouse(warehouse.baseCapacity())) : Optional.empty();
    }

    private static Plan.Watch watch(InfraConfig config) {
        NodesConfig nodes = config.cluster().nodes();
        int agents = METRICS_A_NODE * (1 + nodes.coreCount() + nodes.taskCount());
        int own = config.observability().jobMetrics() ? ObservabilityStack.JOB_METRICS : 0;
        return new Plan.Watch(
                ObservabilityStack.MOST_ALARMS + OTHER_ALARMS,
                1,
                ObservabilityStack.MOST_DASHBOARDS,
                agents + own + ObservabilityStack.PIPELINE_METRICS,
                config.general().logRetentionDays());
    }

    private static Plan.Network network(InfraConfig config) {
        NetworkConfig network = config.network();
        int secrets = config.warehouse().enabled() ? 2 : 1;
        return new Plan.Network(
                network.zones().size(),
                network.createEndpoints() ? network.interfaceEndpoints().size() : 0,
                network.internetEgress() ? 1 : 0,
                config.general().kmsEncryption() ? 1 : 0,
                secrets);
    }
}
