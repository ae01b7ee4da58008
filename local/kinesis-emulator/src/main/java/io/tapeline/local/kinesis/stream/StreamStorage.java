package io.tapeline.local.kinesis.stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tapeline.local.kinesis.log.SegmentPolicy;
import io.tapeline.local.kinesis.log.ShardLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one stream's description and records live: a directory of its own, or the heap. */
final class StreamStorage {
    static final String DESCRIPTION = "stream.json";

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final @Nullable Path directory;
    private final SegmentPolicy policy;

    StreamStorage(@Nullable Path directory, SegmentPolicy policy) {
        this.directory = directory;
        this.policy = policy;
    }

    ShardLog log(int shardNumber) throws IOException {
        return directory == null
                ? ShardLog.inMemory(policy)
                : ShardLog.onDisk(directory.resolve(Shard.idOf(shardNumber)), policy);
    }

    /** Replaces the description at once: after a crash there is the old one or the new one. */
    void save(StreamDescription description) {
        if (directory == null) {
            return;
        }
        try {
            Files.createDirectories(directory);
            Path next = directory.resolve(DESCRIPTION + ".next");
            JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), description);
            Files.move(
                    next,
                    directory.resolve(DESCRIPTION),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw KinesisException.internal("Cannot save stream " + description.name() + ": " + e.getMessage(), e);
        }
    }

    static StreamDescription load(Path directory) throws IOException {
        return JSON.readValue(directory.resolve(DESCRIPTION).toFile(), StreamDescription.class);
    }

    void deleteShard(int shardNumber) throws IOException {
        if (directory != null) {
            deleteTree(directory.resolve(Shard.idOf(shardNumber)));
        }
    }

    void delete() throws IOException {
        if (directory != null) {
            // Without its description it is no stream any more, however far the rest gets.
            Files.deleteIfExists(directory.resolve(DESCRIPTION));
            deleteTree(directory);
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> paths;
        try (java.util.stream.Stream<Path> walk = Files.walk(root)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
