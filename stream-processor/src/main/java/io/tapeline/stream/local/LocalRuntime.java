package io.tapeline.stream.local;

import io.tapeline.stream.checkpoint.Resumption;
import io.tapeline.stream.config.StreamConfig;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * What a cluster's own configuration would say, for a job that runs by itself: a web UI on 127.0.0.1, little memory, S3
 * through Flink's plugin, and the checkpoint to resume from.
 */
public final class LocalRuntime {
    private static final String LOOPBACK = "127.0.0.1";

    private LocalRuntime() {}

    /**
     * Adds the local settings to the job's.
     *
     * @throws IOException if the checkpoints cannot be looked through
     */
    public static Configuration prepare(StreamConfig config, Configuration job) throws IOException {
        Configuration flink = new Configuration(job);
        flink.set(RestOptions.ADDRESS, LOOPBACK);
        flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        flink.set(RestOptions.PORT, config.execution().webPort());
        flink.set(RestOptions.BIND_PORT, Integer.toString(config.execution().webPort()));
        flink.set(TaskManagerOptions.NUM_TASK_SLOTS, job.get(CoreOptions.DEFAULT_PARALLELISM));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        flink.set(
                TaskManagerOptions.MANAGED_MEMORY_SIZE,
                managedMemory(config.execution().stateBackend().orElse(StreamConfig.StateBackend.HASHMAP)));
        s3(config.lake(), flink);
        FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
        Resumption.add(config.execution(), flink, new Configuration());
        return flink;
    }

    /** RocksDB works in managed memory; the heap backend needs none. */
    private static MemorySize managedMemory(StreamConfig.StateBackend backend) {
        return switch (backend) {
            case HASHMAP -> MemorySize.ZERO;
            case ROCKSDB -> MemorySize.ofMebiBytes(128);
        };
    }

    /** Flink's S3 plugin takes what begins with {@code s3.} from here; credentials come from the environment. */
    private static void s3(StreamConfig.Lake lake, Configuration flink) {
        lake.s3Endpoint().map(URI::toString).ifPresent(endpoint -> flink.setString("s3.endpoint", endpoint));
        flink.setString("s3.endpoint.region", lake.region());
        flink.setString("s3.path.style.access", Boolean.toString(lake.pathStyleAccess()));
    }
}
