package io.tapeline.local.launcher.stack;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The source checkout, and what the build has put into it.
 *
 * @param root its directory
 */
record Checkout(Path root) {
    private static final String SUFFIX = "runtime.classpath";

    Checkout {
        requireNonNull(root, "root is null");
    }

    /** The class path of the Kinesis emulator; this module's build writes it. */
    Path emulatorClassPath() {
        return root.resolve("local/launcher/target/emulator.classpath");
    }

    Path ingestJar() {
        return built("ingest-service/target/quarkus-app/quarkus-run.jar");
    }

    Path liveJar() {
        return built("live-service/target/quarkus-app/quarkus-run.jar");
    }

    Path streamClassPath() {
        return root.resolve("stream-processor/target").resolve(SUFFIX);
    }

    Path streamPlugins() {
        return built("stream-processor/target/plugins");
    }

    Path batchClassPath() {
        return root.resolve("batch-jobs/target").resolve(SUFFIX);
    }

    private Path built(String relative) {
        Path path = root.resolve(relative);
        if (!Files.exists(path)) {
            throw new LauncherException(
                    LauncherException.Code.NOT_BUILT, path + " is missing; build it with: ./mvnw -Dquick package");
        }
        return path;
    }
}
