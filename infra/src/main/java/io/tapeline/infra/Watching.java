package io.tapeline.infra;

import io.tapeline.infra.cluster.ClusterStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.night.NightStack;
import io.tapeline.infra.observability.Watched;
import io.tapeline.infra.services.ServicesStack;
import io.tapeline.infra.warehouse.WarehouseStack;
import java.util.Optional;

/** What there is to watch. */
final class Watching {
    private Watching() {}

    static Watched of(
            InfraConfig config,
            LakeStack lake,
            ClusterStack cluster,
            ServicesStack services,
            NightStack night,
            Optional<WarehouseStack> warehouse) {
        return new Watched(
                new Watched.Streams(
                        config.streams().marketData(), config.streams().live()),
                new Watched.Lake(lake.lake(), lake.results(), lake.database(), lake.workGroup(), lake::allowCatalogKey),
                Optional.of(new Watched.Cluster(
                        cluster.clusterId(),
                        cluster.jobRole(),
                        config.cluster().idleSeconds() > 0
                                        || !config.cluster().jobs().stream().enabled()
                                ? Watched.End.WHEN_IDLE
                                : Watched.End.NEVER)),
                Optional.of(new Watched.Services(
                        services.loadBalancerFullName(),
                        services.clusterName(),
                        services.ingestServiceName(),
                        services.liveServiceName(),
                        Optional.of(services.ingestLogs().getLogGroupName()))),
                Optional.of(new Watched.Night(night.stateMachine().getStateMachineArn())),
                warehouse.map(redshift -> new Watched.Warehouse(redshift.workgroupName())));
    }
}
