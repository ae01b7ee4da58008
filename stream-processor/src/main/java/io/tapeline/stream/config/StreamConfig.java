package io.tapeline.stream.config;

import io.tapeline.settings.Settings;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything the stream job can be told. Immutable; built once, where the job starts.
 *
 * @param kinesis the streams
 * @param lake the catalog and the object store
 * @param outputs which outputs this job writes
 * @param bars how bars close
 * @param execution how the job runs
 */
public record StreamConfig(Kinesis kinesis, Lake lake, Outputs outputs, Bars bars, Execution execution) {

    /**
     * The streams to read and to write.
     *
     * @param endpoint the address of a stand-in; empty on AWS
     * @param region the AWS region
     * @param streamArn the stream to read
     * @param liveStream the name of the stream to write, beside the one to read
     * @param shardDiscoveryInterval how often to look for new shards
     * @param pollInterval least time between two reads that find nothing
     * @param idleness a shard silent this long no longer holds event time back
     */
    public record Kinesis(
            Optional<URI> endpoint,
            String region,
            String streamArn,
            String liveStream,
            Duration shardDiscoveryInterval,
            Duration pollInterval,
            Duration idleness) {
        /** The ARN of the stream to write: in the account and region of the one to read. */
        public String liveStreamArn() {
            return streamArn.substring(0, streamArn.lastIndexOf('/') + 1) + liveStream;
        }
    }

    /** Which Iceberg catalog. */
    public enum CatalogType {
        REST,
        GLUE
    }

    /**
     * The catalog and the object store.
     *
     * @param catalogType which catalog
     * @param catalogUri its address; empty for Glue
     * @param warehouse where new tables are put
     * @param region the AWS region
     * @param s3Endpoint the address of a stand-in; empty on AWS
     * @param pathStyleAccess whether buckets are path segments
     */
    public record Lake(
            CatalogType catalogType,
            Optional<URI> catalogUri,
            String warehouse,
            String region,
            Optional<URI> s3Endpoint,
            boolean pathStyleAccess) {}

    /**
     * Which outputs this job writes; at least one.
     *
     * @param bars bars and indicators
     * @param archive trades, late trades, quotes and dead letters
     * @param live the live stream
     * @param liveInterval least time between two live updates of a bucket
     */
    public record Outputs(boolean bars, boolean archive, boolean live, Duration liveInterval) implements Serializable {}

    /**
     * How bars close.
     *
     * @param outOfOrderness how far an event may be behind its feed's clock, in time
     * @param correctionHorizon how long after its end a bar still takes late trades and amendments
     * @param dedupMinimum identities each bucket remembers at least
     */
    public record Bars(Duration outOfOrderness, Duration correctionHorizon, int dedupMinimum) implements Serializable {}

    /** Where state lives between checkpoints. */
    public enum StateBackend {
        HASHMAP,
        ROCKSDB
    }

    /**
     * How the job runs.
     *
     * @param checkpoints where checkpoints are kept
     * @param resume whether to go on from the newest of them
     * @param checkpointInterval time between two of them
     * @param stateBackend where state lives in between; empty leaves it to the cluster
     * @param parallelism slots of each operator; empty leaves it to the cluster
     * @param webPort port of the web UI when the job runs by itself
     */
    public record Execution(
            String checkpoints,
            boolean resume,
            Duration checkpointInterval,
            Optional<StateBackend> stateBackend,
            OptionalInt parallelism,
            int webPort) {}

    /**
     * The configuration of settings.
     *
     * @throws io.tapeline.settings.SettingsException listing every problem
     */
    static StreamConfig of(Settings settings) {
        Kinesis kinesis = kinesis(settings);
        StreamConfig config = new StreamConfig(
                kinesis, lake(settings, kinesis), outputs(settings), bars(settings), execution(settings));
        settings.check();
        return config;
    }

    private static Kinesis kinesis(Settings settings) {
        Optional<URI> endpoint = settings.address(StreamKey.KINESIS_ENDPOINT);
        String region = settings.text(StreamKey.KINESIS_REGION);
        String stream = settings.text(StreamKey.KINESIS_STREAM);
        Optional<String> arn = settings.optional(StreamKey.KINESIS_STREAM_ARN);
        if (arn.isEmpty() && endpoint.isEmpty()) {
            settings.problem(StreamKey.KINESIS_STREAM_ARN, "is required on AWS");
        }
        if (arn.isPresent() && !arn.get().matches("arn:aws[a-z-]*:kinesis:[a-z0-9-]+:\\d{12}:stream/.+")) {
            settings.problem(StreamKey.KINESIS_STREAM_ARN, "is not the ARN of a stream: " + arn.get());
        }
        return new Kinesis(
                endpoint,
                region,
                arn.orElse("arn:aws:kinesis:" + region + ":000000000000:stream/" + stream),
                settings.text(StreamKey.KINESIS_LIVE_STREAM),
                settings.duration(StreamKey.KINESIS_SHARD_DISCOVERY_INTERVAL, Duration.ofMillis(100)),
                settings.duration(StreamKey.KINESIS_POLL_INTERVAL, Duration.ZERO),
                settings.duration(StreamKey.KINESIS_IDLENESS, Duration.ofMillis(100)));
    }

    private static Lake lake(Settings settings, Kinesis kinesis) {
        CatalogType type = settings.choice(StreamKey.CATALOG_TYPE, CatalogType.class);
        Optional<URI> uri = settings.address(StreamKey.CATALOG_URI);
        if (type == CatalogType.REST && settings.optional(StreamKey.CATALOG_URI).isEmpty()) {
            settings.problem(StreamKey.CATALOG_URI, "is required for a REST catalog");
        }
        return new Lake(
                type,
                uri,
                settings.text(StreamKey.CATALOG_WAREHOUSE),
                kinesis.region(),
                settings.address(StreamKey.S3_ENDPOINT),
                settings.flag(StreamKey.S3_PATH_STYLE_ACCESS));
    }

    private static Outputs outputs(Settings settings) {
        boolean bars = settings.flag(StreamKey.BARS_ENABLED);
        boolean archive = settings.flag(StreamKey.ARCHIVE_ENABLED);
        boolean live = settings.flag(StreamKey.LIVE_ENABLED);
        if (!bars && !archive && !live) {
            settings.problem(StreamKey.BARS_ENABLED, "is false, as all outputs are: nothing is left to do");
        }
        return new Outputs(bars, archive, live, settings.duration(StreamKey.LIVE_INTERVAL, Duration.ofMillis(250)));
    }

    private static Bars bars(Settings settings) {
        return new Bars(
                settings.duration(StreamKey.BARS_OUT_OF_ORDERNESS, Duration.ZERO),
                settings.duration(StreamKey.BARS_CORRECTION_HORIZON, Duration.ZERO),
                settings.integer(StreamKey.BARS_DEDUP_MINIMUM, 0, 1 << 24));
    }

    private static Execution execution(Settings settings) {
        return new Execution(
                settings.text(StreamKey.CHECKPOINTS_URI),
                settings.flag(StreamKey.CHECKPOINTS_RESUME),
                settings.duration(StreamKey.CHECKPOINTS_INTERVAL, Duration.ofMillis(100)),
                settings.optional(StreamKey.STATE_BACKEND)
                        .map(given -> settings.choice(StreamKey.STATE_BACKEND, StateBackend.class)),
                settings.optional(StreamKey.PARALLELISM).isPresent()
                        ? OptionalInt.of(settings.integer(StreamKey.PARALLELISM, 1, 256))
                        : OptionalInt.empty(),
                settings.integer(StreamKey.WEB_PORT, 0, 65_535));
    }
}
