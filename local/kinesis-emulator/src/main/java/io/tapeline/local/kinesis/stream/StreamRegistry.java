package io.tapeline.local.kinesis.stream;

import io.tapeline.local.kinesis.log.HeapBudget;
import io.tapeline.local.kinesis.log.SegmentPolicy;
import io.tapeline.local.kinesis.log.ShardLog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All streams, and the directory or heap they live in. Thread-safe. */
public final class StreamRegistry implements AutoCloseable {
    /** Shards of all streams together; the service's default outside its largest regions. */
    public static final int SHARD_LIMIT = 500;

    private static final System.Logger LOG = System.getLogger(StreamRegistry.class.getName());
    private static final long WARN_MILLIS = 60_000;
    private static final long DISK_SEGMENT_BYTES = 64L << 20;
    private static final long HEAP_SEGMENT_BYTES = 1L << 20;

    private final Settings settings;
    private final HeapBudget heap;
    private final ConcurrentSkipListMap<String, DataStream> streams = new ConcurrentSkipListMap<>();
    private final AtomicLong warnedMillis = new AtomicLong();
    private @Nullable FileChannel directoryLock;

    private StreamRegistry(Settings settings) {
        this.settings = settings;
        this.heap = new HeapBudget(settings.maxHeapBytes());
    }

    /**
     * What holds for all streams.
     *
     * @param dataDirectory where records are kept, or null for the heap
     * @param maxHeapBytes of records, where there is no directory
     * @param retention of a new stream
     * @param limits whether the limits of throughput and of number hold
     */
    public record Settings(
            @Nullable Path dataDirectory,
            long maxHeapBytes,
            Duration retention,
            boolean limits,
            String region,
            InstantSource clock) {}

    /** Opens the registry with the streams that its directory holds. */
    public static StreamRegistry open(Settings settings) throws IOException {
        StreamRegistry registry = new StreamRegistry(settings);
        Path root = settings.dataDirectory();
        if (root != null) {
            Files.createDirectories(root);
            registry.lock(root);
            try {
                registry.load(root);
                registry.trim();
            } catch (IOException | RuntimeException e) {
                registry.close();
                throw e;
            }
        }
        return registry;
    }

    private void lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            locked = false;
        }
        if (!locked) {
            channel.close();
            throw new IOException("another emulator is using " + root);
        }
        directoryLock = channel;
    }

    private void load(Path root) throws IOException {
        List<Path> directories;
        try (java.util.stream.Stream<Path> listed = Files.list(root)) {
            directories = listed.filter(Files::isDirectory).toList();
        }
        for (Path directory : directories) {
            if (Files.exists(directory.resolve(StreamStorage.DESCRIPTION))) {
                StreamDescription description = StreamStorage.load(directory);
                StreamStorage storage = new StreamStorage(directory, policy(description.retentionMillis()));
                DataStream stream = DataStream.restore(
                        description,
                        StreamNames.arn(settings.region(), description.name()),
                        settings.limits(),
                        storage);
                streams.put(stream.name(), stream);
            } else {
                // A deletion, or a creation, that was cut short.
                StreamStorage.deleteTree(directory);
            }
        }
    }

    private SegmentPolicy policy(long retentionMillis) {
        long bytes = settings.dataDirectory() == null ? HEAP_SEGMENT_BYTES : DISK_SEGMENT_BYTES;
        return new SegmentPolicy(bytes, Math.max(1, retentionMillis / 24));
    }

    /** Milliseconds since the epoch, by the emulator's clock. */
    public long now() {
        return settings.clock().millis();
    }

    /** Whether the limits of throughput and of number hold. */
    public boolean limits() {
        return settings.limits();
    }

    /** All streams by name. */
    public Map<String, DataStream> streams() {
        return streams;
    }

    /** Creates a stream, active at once. */
    public DataStream create(String name, int shardCount, String mode, Map<String, String> tags) {
        StreamNames.check("streamName", name);
        if (shardCount < 1) {
            throw KinesisException.constraint(
                    "shardCount", Integer.toString(shardCount), "Member must have value greater than or equal to 1");
        }
        synchronized (this) {
            if (streams.containsKey(name)) {
                throw KinesisException.inUse(
                        "Stream " + name + " under account " + StreamNames.ACCOUNT + " already exists.");
            }
            checkShardLimit(shardCount);
            long now = now();
            long retention = settings.retention().toMillis();
            StreamStorage storage = new StreamStorage(directoryFor(name, now), policy(retention));
            try {
                DataStream stream = DataStream.create(
                        name,
                        StreamNames.arn(settings.region(), name),
                        shardCount,
                        new StreamSettings(retention, mode, tags, List.of()),
                        settings.limits(),
                        storage,
                        now);
                streams.put(name, stream);
                return stream;
            } catch (IOException e) {
                throw KinesisException.internal("Cannot create stream " + name + ": " + e.getMessage(), e);
            }
        }
    }

    private @Nullable Path directoryFor(String name, long now) {
        Path root = settings.dataDirectory();
        if (root == null) {
            return null;
        }
        // The suffix keeps the names "." and ".." harmless, and two streams apart whose names differ in case only.
        Path directory = root.resolve(name + "@" + now);
        for (int i = 1; Files.exists(directory); i++) {
            directory = root.resolve(name + "@" + now + "-" + i);
        }
        return directory;
    }

    /** Refuses what would bring the account above its shard limit. */
    public void checkShardLimit(int more) {
        int open = openShardCount();
        if (settings.limits() && open + more > SHARD_LIMIT) {
            throw new KinesisException(
                    ErrorType.LIMIT_EXCEEDED,
                    "This request would exceed the shard limit for the account " + StreamNames.ACCOUNT + " in "
                            + settings.region() + ". Current shard count for the account: " + open + ". Limit: "
                            + SHARD_LIMIT + ". Number of additional shards that would have resulted from this request: "
                            + more + ".");
        }
    }

    /** The open shards of all streams. */
    public int openShardCount() {
        return streams.values().stream().mapToInt(DataStream::openShardCount).sum();
    }

    /** Deletes a stream with all its records. */
    public void delete(DataStream stream) {
        synchronized (this) {
            streams.remove(stream.name(), stream);
            try {
                stream.delete();
            } catch (IOException e) {
                throw KinesisException.internal("Cannot delete " + stream.name() + ": " + e.getMessage(), e);
            }
        }
    }

    /** The stream of this name. */
    public DataStream byName(String name) {
        DataStream stream = streams.get(StreamNames.check("streamName", name));
        if (stream == null) {
            throw StreamNames.notFound(name);
        }
        return stream;
    }

    /** The stream that a stream's or consumer's ARN names. */
    public DataStream byArn(String arn) {
        return byName(StreamNames.streamOf("streamARN", arn));
    }

    /** The stream that an iterator was made for. */
    public DataStream of(ShardIterator iterator) {
        DataStream stream = byName(iterator.stream());
        if (stream.createdMillis() != iterator.streamCreated()) {
            throw StreamNames.notFound(iterator.stream());
        }
        return stream;
    }

    /** The consumer with this ARN. */
    public Optional<StreamConsumer> consumer(DataStream stream, String consumerArn) {
        return stream.consumers().stream()
                .filter(consumer -> consumer.arn().equals(consumerArn))
                .findFirst();
    }

    /** Frees the oldest records when those in the heap take more than they may. Cheap when they do not. */
    public void enforceHeapBudget() {
        if (settings.dataDirectory() != null) {
            return;
        }
        List<ShardLog> logs = new ArrayList<>();
        streams.values().forEach(stream -> logs.addAll(stream.logs()));
        int dropped = heap.enforce(logs);
        long lastWarning = warnedMillis.get();
        if (dropped > 0 && now() - lastWarning >= WARN_MILLIS && warnedMillis.compareAndSet(lastWarning, now())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "records are dropped before their retention: the heap is full; max-heap-bytes={0}",
                    Long.toString(settings.maxHeapBytes()));
        }
    }

    /** Frees what is beyond its retention. */
    public void trim() {
        long now = now();
        for (DataStream stream : streams.values()) {
            try {
                stream.trim(now);
            } catch (IOException | KinesisException e) {
                LOG.log(System.Logger.Level.WARNING, "cannot trim stream " + stream.name(), e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (DataStream stream : streams.values()) {
            stream.close();
        }
        FileChannel lock = directoryLock;
        if (lock != null) {
            directoryLock = null;
            lock.close();
        }
    }
}
