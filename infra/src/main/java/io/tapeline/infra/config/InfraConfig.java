package io.tapeline.infra.config;

import io.tapeline.infra.batch.BatchConfig;
import io.tapeline.infra.cluster.ClusterConfig;
import io.tapeline.infra.cost.CostConfig;
import io.tapeline.infra.delivery.DeliveryConfig;
import io.tapeline.infra.lake.LakeConfig;
import io.tapeline.infra.network.NetworkConfig;
import io.tapeline.infra.night.NightConfig;
import io.tapeline.infra.observability.ObservabilityConfig;
import io.tapeline.infra.recovery.RecoveryConfig;
import io.tapeline.infra.services.ServicesConfig;
import io.tapeline.infra.streams.StreamsConfig;
import io.tapeline.infra.warehouse.WarehouseConfig;
import io.tapeline.settings.Arguments;
import io.tapeline.settings.Settings;
import io.tapeline.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that the infrastructure is told, checked: a profile, and over it what the command line says.
 *
 * <p>Each component reads its own settings; what concerns two of them is checked here.
 */
public record InfraConfig(
        GeneralConfig general,
        NetworkConfig network,
        LakeConfig lake,
        StreamsConfig streams,
        ClusterConfig cluster,
        BatchConfig batch,
        ServicesConfig services,
        WarehouseConfig warehouse,
        NightConfig night,
        ObservabilityConfig observability,
        DeliveryConfig delivery,
        RecoveryConfig recovery,
        CostConfig cost) {
    /**
     * Reads a profile.
     *
     * @param profile the properties file
     * @param overrides key to value, which win over it
     * @throws SettingsException listing every problem
     */
    public static InfraConfig read(Path profile, Map<String, String> overrides) {
        List<String> arguments = new ArrayList<>(List.of("--config=" + profile));
        overrides.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        Settings settings = Arguments.parse(InfraKey.values(), arguments.toArray(String[]::new));
        InfraConfig config = read(settings);
        config.check(settings);
        settings.check();
        return config;
    }

    private static InfraConfig read(Settings settings) {
        return new InfraConfig(
                GeneralConfig.read(settings),
                NetworkConfig.read(settings),
                LakeConfig.read(settings),
                StreamsConfig.read(settings),
                ClusterConfig.read(settings),
                BatchConfig.read(settings),
                ServicesConfig.read(settings),
                WarehouseConfig.read(settings),
                NightConfig.read(settings),
                ObservabilityConfig.read(settings),
                DeliveryConfig.read(settings),
                RecoveryConfig.read(settings),
                CostConfig.read(settings));
    }

    /** What concerns two components. */
    private void check(Settings settings) {
        if (warehouse.enabled() && warehouse.vpcRouting() && network.zones().size() < 3) {
            settings.problem(
                    InfraKey.WAREHOUSE_VPC_ROUTING,
                    "needs three availability_zones, as Redshift Serverless does then: " + network.zones());
        }
        if (recovery.region().isPresent() && lake.bucketName().isPresent()) {
            settings.problem(
                    InfraKey.REPLICA_REGION,
                    "is for a bucket that is created: s3_bucket_name is an existing one, which stays as it is");
        }
        if (recovery.region().filter(general.region()::equals).isPresent()) {
            settings.problem(InfraKey.REPLICA_REGION, "is the region of the lake itself: " + general.region());
        }
        Set<NetworkConfig.Reason> reasons = EnumSet.of(NetworkConfig.Reason.PIPELINE);
        if (general.kmsEncryption()) {
            reasons.add(NetworkConfig.Reason.OWN_KEY);
        }
        if (services.exec()) {
            reasons.add(NetworkConfig.Reason.SHELLS);
        }
        if (warehouse.enabled()) {
            reasons.add(NetworkConfig.Reason.WAREHOUSE);
        }
        network.checkReach(settings, reasons);
        if (services.feeds().isPresent()
                && !network.internetEgress()
                && network.vpcId().isEmpty()) {
            settings.problem(InfraKey.FEEDS, "needs the internet, and internet_egress is false");
        }
        services.checkCertificate(settings, general.environment());
        if (observability.jobMetrics()
                && network.vpcId().isEmpty()
                && !network.internetEgress()
                && !network.interfaceEndpoints().contains("monitoring")) {
            settings.problem(
                    InfraKey.JOB_METRICS,
                    "needs monitoring in interface_endpoints: there is no other way from the cluster to CloudWatch");
        }
        // The end of the cluster would be the end of the stream job, whose data somebody depends on.
        if (general.isProduction() && cluster.jobs().stream().enabled() && cluster.idleSeconds() > 0) {
            settings.problem(
                    InfraKey.AUTO_TERMINATION_TIMEOUT,
                    "is 0 in prod with stream_enabled: an idle cluster is one whose stream job is gone: "
                            + cluster.idleSeconds());
        }
    }
}
