package io.tapeline.batch.cli;

import io.tapeline.settings.SettingKey;
import org.jspecify.annotations.Nullable;

/** Every setting of the nightly batch: its key in a properties file or argument, its default, and what it does. */
public enum NightlyKey implements SettingKey {
    DATE("date", null, "trading dates (UTC), such as 2013-11-25 or 2013-11-25,2013-11-26; or yesterday, in UTC"),
    FROM("from", null, "first trading date of a range, with --to; instead of --date"),
    TO("to", null, "last trading date of the range, inclusive"),
    STREAM_WAIT("stream-wait", "10m", "how long to wait for the stream to close a date"),
    NO_WAIT("no-wait", "false", "goes on at once, though the stream may not have closed the date"),
    FORCE("force", "false", "runs every step, also those that have succeeded on the same rows before"),
    FAIL_ON_DIFFERENCE("fail-on-difference", "false", "exit 1 if a rebuilt bar differs from the streamed one"),
    REPORT("report", null, "file to write a JSON report to"),
    RETAIN("retain", "5d", "snapshots younger than this are kept; the last 100, and the stream's last, always"),
    ORPHANS("orphans", "false", "also removes files older than 3 days that no snapshot knows"),
    CATALOG_TYPE("catalog.type", "rest", "the Iceberg catalog: rest or glue"),
    CATALOG_URI("catalog.uri", null, "address of the REST catalog; required for rest"),
    CATALOG_WAREHOUSE("catalog.warehouse", "s3://tapeline-lake/warehouse", "where new tables are put"),
    S3_REGION("s3.region", "us-east-1", "the AWS region of S3 and Glue"),
    S3_ENDPOINT("s3.endpoint", null, "address of an S3 stand-in; absent on AWS"),
    S3_PATH_STYLE_ACCESS("s3.path-style-access", "false", "whether buckets are path segments: true for stand-ins"),
    WAREHOUSE_URL(
            "warehouse.url", null, "JDBC address of PostgreSQL or Redshift; without it the warehouse is left out"),
    WAREHOUSE_USER("warehouse.user", null, "user, unless the address names it"),
    WAREHOUSE_PASSWORD_ENV(
            "warehouse.password-env", null, "environment variable that holds the password, unless the address does"),
    WAREHOUSE_SECRET(
            "warehouse.secret",
            null,
            "ARN of a secret in Secrets Manager, JSON with username and password; instead of user and password-env"),
    WAREHOUSE_STAGING("warehouse.staging", null, "for Redshift: S3 prefix of our own for its loads"),
    WAREHOUSE_ROLE("warehouse.role", null, "for Redshift: ARN of the role that reads the prefix"),
    SPARK_MASTER("spark.master", "local[2]", "where Spark runs, unless spark-submit says so"),
    SPARK_SHUFFLE_PARTITIONS(
            "spark.shuffle-partitions",
            null,
            "parts of a shuffle; about two a core; if absent, 4, or what spark-submit has it"),
    SPARK_UI("spark.ui", null, "whether Spark's web UI is on; if absent, no, or what spark-submit has it");

    private final String key;
    private final @Nullable String defaultValue;
    private final String effect;

    NightlyKey(String key, @Nullable String defaultValue, String effect) {
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
