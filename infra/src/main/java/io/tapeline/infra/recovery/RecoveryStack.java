package io.tapeline.infra.recovery;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** In the second region: the bucket that the lake is copied to, and its key. The lake's stack comes after it. */
public final class RecoveryStack extends TapelineStack {
    /** S3 takes nothing younger into infrequent access, and the copy is read on one day only. */
    private static final int INFREQUENT_ACCESS_DAYS = 30;

    /**
     * The stack.
     *
     * @throws IllegalStateException if the settings have no second region
     */
    public RecoveryStack(Construct scope, InfraConfig config) {
        super(
                scope,
                config,
                "recovery",
                "the copy of the lake in another region",
                config.recovery().region().orElseThrow(() -> new IllegalStateException("replica_region is absent")));
        ReplicaNames names =
                ReplicaNames.of(config, this).orElseThrow(() -> new IllegalStateException("replica_region is absent"));
        Bucket.Builder bucket = Bucket.Builder.create(this, "Replica")
                .bucketName(names.bucket())
                .versioned(true)
                .enforceSsl(true)
                .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .lifecycleRules(rules())
                .removalPolicy(dataRemoval());
        Optional<Key> key = config.general().kmsEncryption() ? Optional.of(key(names)) : Optional.empty();
        key.ifPresentOrElse(
                own -> bucket.encryption(BucketEncryption.KMS)
                        .encryptionKey(own)
                        .bucketKeyEnabled(true),
                () -> bucket.encryption(BucketEncryption.S3_MANAGED));
        Bucket made = bucket.build();
        Accepted.finding(
                made,
                "AwsSolutions-S1",
                "nothing reads it until the day of recovery; writes are the lake's, logged there");
        ReplicaAlarms.late(this, names.source(), names, alarms(key));
        output("replica_bucket", "the copy of the lake", made.getBucketName());
    }

    private Key key(ReplicaNames names) {
        Key key = Key.Builder.create(this, "Key")
                .alias(names.keyAlias())
                .description("The copy of the lake of " + config().general().prefix())
                .enableKeyRotation(true)
                .removalPolicy(dataRemoval())
                .build();
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Notifications")
                .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey*"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount())))
                .build());
        return key;
    }

    /** Alarms reach only topics of their region. */
    private Topic alarms(Optional<Key> key) {
        Topic.Builder topic = Topic.Builder.create(this, "Alarms")
                .topicName(named("replica-alarms"))
                .enforceSsl(true);
        key.ifPresent(topic::masterKey);
        Topic made = topic.build();
        config().general().alarmEmail().ifPresent(address -> made.addSubscription(new EmailSubscription(address)));
        return made;
    }

    private List<LifecycleRule> rules() {
        Duration versions = Duration.days(config().recovery().oldVersionDays());
        return List.of(
                LifecycleRule.builder()
                        .id("versions")
                        .expiredObjectDeleteMarker(true)
                        .noncurrentVersionExpiration(versions)
                        .abortIncompleteMultipartUploadAfter(Duration.days(7))
                        .build(),
                LifecycleRule.builder()
                        .id("cold")
                        .prefix("warehouse/")
                        .transitions(List.of(Transition.builder()
                                .storageClass(StorageClass.INFREQUENT_ACCESS)
                                .transitionAfter(Duration.days(INFREQUENT_ACCESS_DAYS))
                                .build()))
                        .build(),
                LifecycleRule.builder()
                        .id("checkpoints")
                        .prefix("checkpoints/")
                        .noncurrentVersionExpiration(Duration.days(1))
                        .build());
    }
}
