package io.tapeline.infra.synth;

import io.tapeline.infra.Artifacts;
import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.CdkContext;
import io.tapeline.infra.config.InfraConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Template;

/** Stacks of a profile, with settings changed, and their templates. Each is synthesized once a JVM. For one thread. */
public final class Synth {
    private static final Path PROFILES = Path.of("profiles");
    private static final Artifacts ARTIFACTS = artifacts();
    private static final Map<String, TapelineInfra> KNOWN = new ConcurrentHashMap<>();

    private Synth() {}

    /** The settings of a profile, some of them changed: {@code KEY=VALUE}. */
    public static InfraConfig config(String profile, String... changes) {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String change : changes) {
            String[] pair = change.split("=", 2);
            overrides.put(pair[0], pair[1]);
        }
        return InfraConfig.read(PROFILES.resolve(profile + ".properties"), overrides);
    }

    /**
     * The infrastructure of a profile, none of its stacks made yet. Once one is synthesized no other can be made: ask for
     * all that a test needs before its first template.
     */
    public static TapelineInfra infra(String profile, String... changes) {
        App app = new App(AppProps.builder()
                .analyticsReporting(false)
                .context(CdkContext.of(Path.of("..")))
                .build());
        return new TapelineInfra(app, config(profile, changes), ARTIFACTS);
    }

    /** The whole infrastructure of a profile, shared by all tests. */
    public static TapelineInfra whole(String profile) {
        return KNOWN.computeIfAbsent(profile, name -> {
            TapelineInfra infra = infra(name);
            infra.all();
            return infra;
        });
    }

    public static Template template(TapelineStack stack) {
        return Template.fromStack(stack);
    }

    /** Stand-ins of what the other modules build: an asset must exist, and be what it is named. */
    private static Artifacts artifacts() {
        try {
            Path folder = Files.createDirectories(Path.of("target/artifacts"));
            Path ingest = image(folder.resolve("ingest-service"));
            Path live = image(folder.resolve("live-service"));
            return new Artifacts(
                    Files.writeString(folder.resolve("stream-processor-emr.jar"), "a jar"),
                    Files.writeString(folder.resolve("batch-jobs-emr.jar"), "another jar"),
                    ingest,
                    live);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As the build of a service leaves it, with the Dockerfile itself. */
    private static Path image(Path folder) throws IOException {
        for (String file : List.of("lib/main/some.jar", "quarkus/some.jar", "app/some.jar", "quarkus-run.jar")) {
            write(folder.resolve("target/quarkus-app").resolve(file));
        }
        write(folder.resolve("src/Some.java"));
        write(folder.resolve("target/some.jar"));
        write(folder.resolve("target/classes/Some.class"));
        Files.copy(
                Path.of("..").resolve(folder.getFileName()).resolve("Dockerfile"),
                folder.resolve("Dockerfile"),
                StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, file.getFileName().toString());
    }
}
