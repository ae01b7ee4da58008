package io.tapeline.stream.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Finds the newest complete checkpoint among those of all runs of the job: Flink keeps each run's under a directory of
 * its own. A checkpoint is complete when its metadata is there, which is written last.
 */
final class LatestCheckpoint {
    private static final String CHECKPOINT_PREFIX = "chk-";
    private static final String METADATA = "_metadata";

    private LatestCheckpoint() {}

    /**
     * The newest complete checkpoint under a directory, or none.
     *
     * @param root Flink's {@code execution.checkpointing.dir}
     * @throws IOException if the directory cannot be listed; one that is not there is empty
     */
    static Optional<Path> under(String root) throws IOException {
        Path directory = new Path(root);
        FileSystem files = directory.getFileSystem();
        Optional<FileStatus> newest = Optional.empty();
        for (FileStatus run : list(files, directory)) {
            for (FileStatus checkpoint : list(files, run.getPath())) {
                Optional<FileStatus> metadata = metadata(files, checkpoint.getPath());
                if (metadata.isPresent() && (newest.isEmpty() || isNewer(metadata.get(), newest.get()))) {
                    newest = metadata;
                }
            }
        }
        return newest.map(metadata -> metadata.getPath().getParent());
    }

    private static boolean isNewer(FileStatus metadata, FileStatus other) {
        int byTime = Long.compare(metadata.getModificationTime(), other.getModificationTime());
        // Object stores keep whole seconds: the counter, which a resumed run carries on, decides between equal ones.
        return byTime > 0 || (byTime == 0 && number(metadata) > number(other));
    }

    private static long number(FileStatus metadata) {
        return Long.parseLong(metadata.getPath().getParent().getName().substring(CHECKPOINT_PREFIX.length()));
    }

    private static Optional<FileStatus> metadata(FileSystem files, Path checkpoint) throws IOException {
        if (!checkpoint.getName().matches(CHECKPOINT_PREFIX + "\\d{1,18}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(files.getFileStatus(new Path(checkpoint, METADATA)));
        } catch (FileNotFoundException incomplete) {
            return Optional.empty();
        }
    }

    private static FileStatus[] list(FileSystem files, Path directory) throws IOException {
        try {
            FileStatus[] listed = files.listStatus(directory);
            return listed == null ? new FileStatus[0] : listed;
        } catch (FileNotFoundException none) {
            return new FileStatus[0];
        }
    }
}
