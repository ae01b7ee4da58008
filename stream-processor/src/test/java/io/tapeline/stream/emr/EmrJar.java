package io.tapeline.stream.emr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged jar. */
final class EmrJar {
    static final Path PATH = find();

    private EmrJar() {}

    private static Path find() {
        try (var files = Files.newDirectoryStream(Path.of("target"), "stream-processor-*-emr.jar")) {
            List<Path> jars = new ArrayList<>();
            files.forEach(jars::add);
            if (jars.size() != 1) {
                throw new IllegalStateException("not one emr jar in target: " + jars);
            }
            return jars.get(0).toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
