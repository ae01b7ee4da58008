package io.tapeline.local.launcher.stack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The one directory under which everything of a stack stands: {@code data} what the services keep, {@code logs} what
 * they say, {@code run} their pid files, {@code control} what the commands tell each other, and the file of endpoints.
 *
 * @param path absolute
 */
public record StateDirectory(Path path) {
    public StateDirectory {
        path = requireNonNull(path, "path is null").toAbsolutePath().normalize();
    }

    /** Where the demo keeps its own, apart from what a person keeps here. */
    public StateDirectory demo() {
        return new StateDirectory(path.resolve("demo"));
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /** The log of one process. */
    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    public Path data(String name) {
        return path.resolve("data").resolve(name);
    }

    Path control() {
        return path.resolve("control");
    }

    Path statusFile() {
        return control().resolve("status.json");
    }

    Path endpointsFile() {
        return path.resolve("endpoints.properties");
    }

    /**
     * Deletes all of it, for a fresh start. To be called while nothing runs there.
     *
     * @throws LauncherException if the directory holds anything else than a stack's state
     * @throws UncheckedIOException if a file cannot be deleted
     */
    public void delete() {
        if (!Files.exists(path)) {
            return;
        }
        if (!Files.exists(control())) {
            throw new LauncherException(
                    LauncherException.Code.BAD_FILE,
                    path
                            + " exists but is no state directory of Tapeline, so it is not deleted; name another by --dir");
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
