package io.tapeline.infra.lake;

import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** The buckets, the catalog's database, and the queries of analysts. */
public final class LakeStack extends TapelineStack {
    private final FoundationStack foundation;
    private final IBucket lake;
    private final IBucket artifacts;
    private final IBucket logs;
    private final IBucket results;

    public LakeStack(Construct scope, InfraConfig config, FoundationStack foundation) {
        super(scope, config, "lake", "buckets, catalog, queries");
        this.foundation = foundation;
        this.logs = bucket("Logs", "logs");
        this.lake = config.lake()
                .bucketName()
                .map(name -> Bucket.fromBucketName(this, "Lake", name))
                .orElseGet(() -> bucket("Lake", "lake"));
        this.artifacts = bucket("Artifacts", "artifacts");
        this.results = bucket("Results", "athena-results");
        output("lake_bucket", "tables, checkpoints and loads", lake.getBucketName());
    }

    private IBucket bucket(String id, String name) {
        Bucket.Builder bucket = Bucket.Builder.create(this, id)
                .bucketName(bucketName(name))
                .versioned(true)
                .enforceSsl(true)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .removalPolicy(dataRemoval());
        foundation
                .key()
                .ifPresentOrElse(
                        key -> bucket.encryption(BucketEncryption.KMS)
                                .encryptionKey(key)
                                .bucketKeyEnabled(true),
                        () -> bucket.encryption(BucketEncryption.S3_MANAGED));
        return bucket.build();
    }

    /** Tables under {@code warehouse/}, checkpoints under {@code checkpoints/}, loads under {@code staging/}. */
    public IBucket lake() {
        return lake;
    }

    /** Published jars under {@code jars/VERSION/}, scripts under {@code scripts/}. */
    public IBucket artifacts() {
        return artifacts;
    }

    /** Logs of the cluster under {@code emr/}, of the load balancer under {@code alb/}, of bucket access under {@code s3/}. */
    public IBucket logs() {
        return logs;
    }

    /** What Athena has answered. */
    public IBucket results() {
        return results;
    }

    /** Where Iceberg puts new tables: {@code catalog.warehouse} of the jobs. */
    public String warehouseUri() {
        return lake.s3UrlForObject("warehouse");
    }

    /** Where the stream job keeps its checkpoints: {@code checkpoints.uri}. */
    public String checkpointsUri() {
        return lake.s3UrlForObject("checkpoints/stream-processor");
    }

    /** Where the nightly batch puts what Redshift loads: {@code warehouse.staging}. */
    public String stagingUri() {
        return lake.s3UrlForObject("staging");
    }

    /** The Glue database. */
    public String database() {
        return config().lake().database();
    }
}
