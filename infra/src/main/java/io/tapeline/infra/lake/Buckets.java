package io.tapeline.infra.lake;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.foundation.FoundationStack;
import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** Makes buckets: versioned, encrypted, closed to the public, to plain HTTP and to ACLs. */
final class Buckets {
    private final Construct scope;
    private final FoundationStack foundation;
    private final RemovalPolicy removal;

    Buckets(Construct scope, FoundationStack foundation, RemovalPolicy removal) {
        this.scope = scope;
        this.foundation = foundation;
        this.removal = removal;
    }

    /** The bucket that logs go to. S3 and load balancers write to no bucket that a key of ours encrypts by default. */
    Bucket logs(String name, List<LifecycleRule> rules) {
        Bucket made = builder("Logs", name, rules)
                .encryption(BucketEncryption.S3_MANAGED)
                .build();
        Accepted.finding(made, "AwsSolutions-S1", "it is where access is logged: its own log would log itself");
        return made;
    }

    /**
     * A bucket of data, to be built with more.
     *
     * @param logs where access to it is logged, under {@code s3/ID/}
     */
    Bucket.Builder data(String id, String name, List<LifecycleRule> rules, Bucket logs) {
        Bucket.Builder bucket = builder(id, name, rules)
                .serverAccessLogsBucket(logs)
                .serverAccessLogsPrefix("s3/" + id.toLowerCase(java.util.Locale.ROOT) + "/");
        foundation
                .key()
                .ifPresentOrElse(
                        // With a bucket key S3 asks KMS once for many objects: a stream's worth of calls less.
                        key -> bucket.encryption(BucketEncryption.KMS)
                                .encryptionKey(key)
                                .bucketKeyEnabled(true),
                        () -> bucket.encryption(BucketEncryption.S3_MANAGED));
        return bucket;
    }

    private Bucket.Builder builder(String id, String name, List<LifecycleRule> rules) {
        return Bucket.Builder.create(scope, id)
                .bucketName(name)
                .versioned(true)
                .enforceSsl(true)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .lifecycleRules(rules)
                .removalPolicy(removal);
    }
}
