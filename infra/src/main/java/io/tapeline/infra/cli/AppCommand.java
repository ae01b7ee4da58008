package io.tapeline.infra.cli;

import io.tapeline.infra.Artifacts;
import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.config.Profiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import software.amazon.awscdk.App;

/**
 * What {@code cdk} runs: {@code cdk synth -c profile=dev -c core_instance_count=4}. A key of the context without a colon,
 * which those of CDK itself have, is a setting, and wins over the profile's.
 */
@Command(name = "app", hidden = true, description = "What cdk runs: see infra/cdk.json.")
final class AppCommand implements Callable<Integer> {
    private static final String PROFILE = "profile";

    private final Path checkout;

    AppCommand(Path checkout) {
        this.checkout = checkout;
    }

    @Override
    public Integer call() {
        App app = new App();
        Map<String, String> overrides = settings(app.getNode().getAllContext());
        String profile = overrides.remove(PROFILE);
        InfraConfig config = InfraConfig.read(Profiles.of(checkout).find(profile), overrides);
        TapelineInfra infra = new TapelineInfra(app, config, Artifacts.of(checkout));
        infra.requireArtifacts();
        infra.all();
        app.synth();
        return 0;
    }

    /** The settings among the context. */
    static Map<String, String> settings(Object context) {
        Map<String, String> settings = new TreeMap<>();
        ((Map<?, ?>) context).forEach((key, value) -> {
            String name = String.valueOf(key);
            if (name.indexOf(':') < 0) {
                settings.put(name, String.valueOf(value));
            }
        });
        return settings;
    }
}
