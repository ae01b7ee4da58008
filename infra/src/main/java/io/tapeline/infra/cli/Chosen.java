package io.tapeline.infra.cli;

import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.config.Profiles;
import io.tapeline.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The profile that a command is about, and the settings that win over it. */
final class Chosen {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            required = true,
            description = "dev, staging, prod, or a properties file of your own.")
    private @Nullable String profile;

    @Parameters(
            paramLabel = "KEY=VALUE",
            description = "Settings that win over the profile's, such as core_instance_count=4.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /**
     * The settings.
     *
     * @throws SettingsException listing every problem
     */
    InfraConfig config(Path checkout) {
        return InfraConfig.read(Profiles.of(checkout).find(profile), overrides);
    }
}
