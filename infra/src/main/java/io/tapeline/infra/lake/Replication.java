package io.tapeline.infra.lake;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.recovery.ReplicaAlarms;
import io.tapeline.infra.recovery.ReplicaNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.constructs.Construct;

/**
 * Has S3 copy tables and checkpoints to the bucket in the other region, with its promise of a quarter of an hour. What
 * is deleted here is marked as deleted there, so that the copy does not grow for ever; its old versions stay a while.
 */
final class Replication extends Construct {
    /** What S3 promises. */
    private static final int MINUTES = 15;

    Replication(Bucket lake, FoundationStack foundation, ReplicaNames replica) {
        super(lake, "Copy");
        Role role = role(lake, foundation, replica);
        List<CfnBucket.ReplicationRuleProperty> properties = new ArrayList<>();
        for (String prefix : ReplicaAlarms.RULES) {
            properties.add(rule(properties.size(), prefix, foundation, replica));
        }
        CfnBucket bucket = (CfnBucket) lake.getNode().getDefaultChild();
        if (bucket == null) {
            throw new IllegalStateException("the lake has no bucket");
        }
        bucket.setReplicationConfiguration(CfnBucket.ReplicationConfigurationProperty.builder()
                .role(role.getRoleArn())
                .rules(properties)
                .build());
    }

    private static CfnBucket.ReplicationRuleProperty rule(
            int priority, String prefix, FoundationStack foundation, ReplicaNames replica) {
        CfnBucket.ReplicationDestinationProperty.Builder destination =
                CfnBucket.ReplicationDestinationProperty.builder()
                        .bucket(replica.bucketArn())
                        .replicationTime(CfnBucket.ReplicationTimeProperty.builder()
                                .status("Enabled")
                                .time(minutes())
                                .build())
                        .metrics(CfnBucket.MetricsProperty.builder()
                                .status("Enabled")
                                .eventThreshold(minutes())
                                .build());
        CfnBucket.ReplicationRuleProperty.Builder rule = CfnBucket.ReplicationRuleProperty.builder()
                .id(prefix)
                .priority(priority)
                .status("Enabled")
                .filter(CfnBucket.ReplicationRuleFilterProperty.builder()
                        .prefix(prefix + "/")
                        .build())
                .deleteMarkerReplication(CfnBucket.DeleteMarkerReplicationProperty.builder()
                        .status("Enabled")
                        .build());
        if (foundation.key().isPresent()) {
            destination.encryptionConfiguration(CfnBucket.EncryptionConfigurationProperty.builder()
                    .replicaKmsKeyId(replica.keyAliasArn())
                    .build());
            rule.sourceSelectionCriteria(CfnBucket.SourceSelectionCriteriaProperty.builder()
                    .sseKmsEncryptedObjects(CfnBucket.SseKmsEncryptedObjectsProperty.builder()
                            .status("Enabled")
                            .build())
                    .build());
        }
        return rule.destination(destination.build()).build();
    }

    private static CfnBucket.ReplicationTimeValueProperty minutes() {
        return CfnBucket.ReplicationTimeValueProperty.builder().minutes(MINUTES).build();
    }

    private Role role(Bucket lake, FoundationStack foundation, ReplicaNames replica) {
        Role role = Role.Builder.create(this, "Role")
                .description("S3, copying the lake to " + replica.region())
                .assumedBy(new ServicePrincipal("s3.amazonaws.com"))
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("s3:GetReplicationConfiguration", "s3:ListBucket"))
                .resources(List.of(lake.getBucketArn()))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of(
                        "s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"))
                .resources(List.of(
                        lake.arnForObjects(LakeLayout.WAREHOUSE + "/*"),
                        lake.arnForObjects(LakeLayout.CHECKPOINTS + "/*")))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"))
                .resources(List.of(replica.bucketArn() + "/*"))
                .build());
        foundation.key().ifPresent(key -> {
            role.addToPolicy(PolicyStatement.Builder.create()
                    .actions(List.of("kms:Decrypt"))
                    .resources(List.of(key.getKeyArn()))
                    .conditions(Map.of(
                            "StringLike",
                            Map.of("kms:ViaService", "s3." + Stack.of(this).getRegion() + "." + Aws.URL_SUFFIX)))
                    .build());
            // Its id is not known here: the alias says which of that region's keys.
            role.addToPolicy(PolicyStatement.Builder.create()
                    .actions(List.of("kms:Encrypt", "kms:GenerateDataKey"))
                    .resources(List.of(replica.keysArn()))
                    .conditions(Map.of(
                            "ForAnyValue:StringEquals",
                            Map.of("kms:ResourceAliases", replica.keyAlias()),
                            "StringLike",
                            Map.of("kms:ViaService", "s3." + replica.region() + "." + Aws.URL_SUFFIX)))
                    .build());
        });
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                "all objects of two prefixes, and of their copy; the copy's key, which its alias names");
        return role;
    }
}
