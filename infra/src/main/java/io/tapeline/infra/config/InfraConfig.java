package io.tapeline.infra.config;

import io.tapeline.infra.lake.LakeConfig;
import io.tapeline.infra.network.NetworkConfig;
import io.tapeline.infra.services.ServicesConfig;
import io.tapeline.infra.streams.StreamsConfig;
import io.tapeline.settings.Arguments;
import io.tapeline.settings.Settings;
import io.tapeline.settings.SettingsException;
import java.nio.file.Path;
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
        GeneralConfig general, NetworkConfig network, LakeConfig lake, StreamsConfig streams, ServicesConfig services) {
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
                ServicesConfig.read(settings));
        config.checkTogether(settings);
        return config;
    }

    private void checkTogether(Settings settings) {
        Set<NetworkConfig.Reason> reasons = EnumSet.of(NetworkConfig.Reason.PIPELINE);
        if (general.kmsEncryption()) {
            reasons.add(NetworkConfig.Reason.OWN_KEY);
        }
        if (services.exec()) {
            reasons.add(NetworkConfig.Reason.SHELLS);
        }
        network.checkReach(settings, reasons);
        if (services.feeds().isPresent()
                && !network.internetEgress()
                && network.vpcId().isEmpty()) {
            settings.problem(InfraKey.FEEDS, "needs the internet, and internet_egress is false");
        }
        services.checkCertificate(settings, general.environment());
    }
}
