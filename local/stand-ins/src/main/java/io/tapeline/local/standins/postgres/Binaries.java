package io.tapeline.local.standins.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The unpacked programs of PostgreSQL, shared by all state directories. The library unpacks them at the first start,
 * but does not recover from an unpacking that was cut short; this does.
 */
final class Binaries {
    /** The library makes this file when a directory is complete. */
    private static final String COMPLETE = ".exists";

    private Binaries() {}

    /** A start of the server, which unpacks the programs if they are missing. */
    interface Start<T> {
        T start() throws IOException;
    }

    /** Runs {@code start}; while the programs are not yet unpacked, in one process at a time and from a clean slate. */
    static <T> T whileUnpackingAlone(Path directory, Start<T> start) throws IOException {
        Files.createDirectories(directory);
        if (complete(directory)) {
            return start.start();
        }
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            for (Path each : unpacked(directory)) {
                if (!Files.exists(each.resolve(COMPLETE))) {
                    System.out.println("removing " + each + ", which was not unpacked to its end; " + lock);
                    Directories.delete(each);
                }
            }
            return start.start();
        }
    }

    private static boolean complete(Path directory) throws IOException {
        List<Path> unpacked = unpacked(directory);
        return !unpacked.isEmpty() && unpacked.stream().allMatch(each -> Files.exists(each.resolve(COMPLETE)));
    }

    private static List<Path> unpacked(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory, "PG-*")) {
            children.forEach(found::add);
        }
        return found;
    }
}
