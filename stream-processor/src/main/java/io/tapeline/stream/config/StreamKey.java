package io.tapeline.stream.config;

import io.tapeline.settings.SettingKey;
import org.jspecify.annotations.Nullable;

/** Every setting of the stream job: its key in a properties file or argument, its default, and what it does. */
public enum StreamKey implements SettingKey {
    KINESIS_ENDPOINT("kinesis.endpoint", null, "address of a Kinesis stand-in; absent on AWS"),
    KINESIS_REGION("kinesis.region", "us-east-1", "the AWS region of the streams"),
    KINESIS_STREAM("kinesis.stream", "market-data", "name of the stream to read; used when there is no stream-arn"),
    KINESIS_STREAM_ARN(
            "kinesis.stream-arn",
            null,
            "ARN of the stream to read; required on AWS, account 000000000000 where kinesis.endpoint is set"),
    KINESIS_LIVE_STREAM("kinesis.live-stream", "live", "name of the stream that live updates go to"),
    KINESIS_SHARD_DISCOVERY_INTERVAL(
            "kinesis.shard-discovery-interval", "2s", "how often to look for the shards of a reshard"),
    KINESIS_POLL_INTERVAL(
            "kinesis.poll-interval",
            "200ms",
            "least time between two reads of one shard that has nothing new; Kinesis allows five reads a second"),
    KINESIS_IDLENESS("kinesis.idleness", "5s", "a shard silent this long no longer holds event time back"),
    CATALOG_TYPE("catalog.type", "rest", "the Iceberg catalog: rest or glue"),
    CATALOG_URI("catalog.uri", null, "address of the REST catalog; required for rest"),
    CATALOG_WAREHOUSE("catalog.warehouse", "s3://tapeline-lake/warehouse", "where new tables are put"),
    S3_ENDPOINT("s3.endpoint", null, "address of an S3 stand-in, for tables and checkpoints; absent on AWS"),
    S3_PATH_STYLE_ACCESS("s3.path-style-access", "false", "whether buckets are path segments: true for stand-ins"),
    BARS_ENABLED("bars.enabled", "true", "whether this job writes bars and indicators"),
    BARS_OUT_OF_ORDERNESS("bars.out-of-orderness", "2s", "how far an event may be behind its feed's clock, in time"),
    BARS_CORRECTION_HORIZON(
            "bars.correction-horizon", "60s", "how long after its end a bar still takes late trades and amendments"),
    BARS_DEDUP_MINIMUM(
            "bars.dedup-minimum", "16384", "identities each bucket remembers at least, beyond those of the horizon"),
    ARCHIVE_ENABLED("archive.enabled", "true", "whether this job writes trades, late trades, quotes and dead letters"),
    LIVE_ENABLED("live.enabled", "true", "whether this job feeds the live stream"),
    LIVE_INTERVAL("live.interval", "250ms", "least time between two live updates of a bucket"),
    CHECKPOINTS_URI("checkpoints.uri", null, "where checkpoints are kept, such as s3://bucket/stream-processor"),
    CHECKPOINTS_INTERVAL("checkpoints.interval", "5s", "time between checkpoints, and so between commits to the lake"),
    CHECKPOINTS_RESUME(
            "checkpoints.resume",
            "true",
            "whether to go on from the newest complete checkpoint under checkpoints.uri, unless the submission names one"),
    STATE_BACKEND(
            "state.backend",
            null,
            "hashmap (on the heap) or rocksdb; if absent, what the cluster's configuration says, else hashmap"),
    PARALLELISM(
            "parallelism",
            null,
            "how many slots each operator runs in; if absent, what -p or the cluster's configuration says, else 2"),
    WEB_PORT(
            "web.port", "8081", "port of Flink's web UI when the job runs by itself, on 127.0.0.1; 0 picks a free one");

    private final String key;
    private final @Nullable String defaultValue;
    private final String effect;

    StreamKey(String key, @Nullable String defaultValue, String effect) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.effect = effect;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public @Nullable String defaultValue() {
        return defaultValue;
    }

    @Override
    public String effect() {
        return effect;
    }
}
