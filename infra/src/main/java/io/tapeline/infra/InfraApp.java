package io.tapeline.infra;

import io.tapeline.infra.config.InfraConfig;
import io.tapeline.settings.SettingsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;

/**
 * What {@code cdk} runs. The profile and what overrides it come as context: {@code cdk synth -c profile=dev -c
 * core_instance_count=4}.
 */
public final class InfraApp {
    private InfraApp() {}

    /**
     * Synthesizes the stacks of a profile.
     *
     * @param args the checkout; then {@code --KEY=VALUE}, as context does
     */
    public static void main(String[] args) {
        App app = new App();
        Path checkout = Path.of(args[0]);
        Map<String, String> overrides = new TreeMap<>();
        Object profile = app.getNode().tryGetContext("profile");
        try {
            InfraConfig config =
                    InfraConfig.read(checkout.resolve("infra/profiles/" + profile + ".properties"), overrides);
            new TapelineInfra(app, config, Artifacts.of(checkout)).all();
        } catch (SettingsException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
        app.synth();
    }
}
