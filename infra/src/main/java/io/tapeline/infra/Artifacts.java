package io.tapeline.infra;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the modules of this checkout have built, for deployment: jars, and folders with a Dockerfile.
 *
 * @param streamJar the Flink job
 * @param batchJar the Spark job
 * @param ingestImage folder of the ingest service's Dockerfile
 * @param liveImage folder of the live service's
 */
public record Artifacts(Path streamJar, Path batchJar, Path ingestImage, Path liveImage) {
    /** Those of a checkout, whatever its version. */
    public static Artifacts of(Path checkout) {
        return new Artifacts(
                emrJar(checkout.resolve("stream-processor")),
                emrJar(checkout.resolve("batch-jobs")),
                checkout.resolve("ingest-service"),
                checkout.resolve("live-service"));
    }

    private static Path emrJar(Path module) {
        Path target = module.resolve("target");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-emr.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException notBuilt) {
            // As if it were empty.
        }
        return target.resolve(module.getFileName() + "-emr.jar");
    }

    /** Those that are not there. */
    public List<Path> missing() {
        List<Path> missing = new ArrayList<>();
        for (Path path : List.of(
                streamJar,
                batchJar,
                ingestImage.resolve("target/quarkus-app/quarkus-run.jar"),
                liveImage.resolve("target/quarkus-app/quarkus-run.jar"))) {
            if (!Files.exists(path)) {
                missing.add(path);
            }
        }
        return List.copyOf(missing);
    }
}
