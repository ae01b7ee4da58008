package io.tapeline.local.query;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Reads objects of the local S3 as the plain files that they are on disk. Read-only. Public, with a constructor of no
 * arguments, because Iceberg makes it by reflection. Thread-safe once initialised.
 */
public final class LocalObjects implements FileIO {
    /** The directory that holds one directory for each bucket. */
    static final String ROOT = "tapeline.objects-root";

    private static final String SCHEME = "s3://";

    private Path root = Path.of("");

    public LocalObjects() {}

    @Override
    public void initialize(Map<String, String> properties) {
        root = Path.of(requireNonNull(properties.get(ROOT), ROOT + " is not set"));
    }

    /**
     * The file of an object.
     *
     * @throws IllegalArgumentException if {@code location} is not in S3, or leads out of the root
     */
    Path file(String location) {
        if (!location.startsWith(SCHEME)) {
            throw new IllegalArgumentException("not an S3 location: " + location);
        }
        Path file = root.resolve(location.substring(SCHEME.length())).normalize();
        if (!file.startsWith(root.normalize())) {
            throw new IllegalArgumentException("location leads out of " + root + ": " + location);
        }
        return file;
    }

    @Override
    public InputFile newInputFile(String path) {
        return Files.localInput(file(path).toFile());
    }

    @Override
    public OutputFile newOutputFile(String path) {
        throw new UnsupportedOperationException("read-only: " + path);
    }

    @Override
    public void deleteFile(String path) {
        throw new UnsupportedOperationException("read-only: " + path);
    }
}
