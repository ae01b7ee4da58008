package io.tapeline.infra.config;

import io.tapeline.infra.batch.BatchConfig;
import io.tapeline.infra.cluster.ClusterConfig;
import io.tapeline.infra.lake.LakeConfig;
import io.tapeline.infra.network.NetworkConfig;
import io.tapeline.infra.streams.StreamsConfig;
import io.tapeline.settings.Arguments;
import io.tapeline.settings.Settings;
import io.tapeline.settings.SettingsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
        BatchConfig batch) {
    /**
     * Reads a profile.
     *
     * @param profile the properties file
     * @param overrides key to value, which win over it
     * @throws SettingsException listing every problem
     */
    public static InfraConfig read(Path profile, Map<String, String> overrides) {
        List<String> arguments = new java.util.ArrayList<>(List.of("--config=" + profile));
        overrides.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        Settings settings = Arguments.parse(InfraKey.values(), arguments.toArray(String[]::new));
        InfraConfig config = read(settings);
        settings.check();
        return config;
    }

    private static InfraConfig read(Settings settings) {
        InfraConfig config = new InfraConfig(
                GeneralConfig.read(settings),
                NetworkConfig.read(settings),
                LakeConfig.read(settings),
                StreamsConfig.read(settings),
                ClusterConfig.read(settings),
                BatchConfig.read(settings));
        config.checkIdleCluster(settings);
        return config;
    }

    /** The end of the cluster would be the end of the stream job, whose data somebody depends on. */
    private void checkIdleCluster(Settings settings) {
        if (general.isProduction() && cluster.jobs().stream().enabled() && cluster.idleSeconds() > 0) {
            settings.problem(
                    InfraKey.AUTO_TERMINATION_TIMEOUT,
                    "is 0 in prod with stream_enabled: an idle cluster is one whose stream job is gone: "
                            + cluster.idleSeconds());
        }
    }
}
