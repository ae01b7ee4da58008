package io.tapeline.infra.lake;

import io.tapeline.infra.foundation.FoundationStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudtrail.CfnTrail;
import software.amazon.awscdk.services.cloudtrail.CfnTrail.AdvancedEventSelectorProperty;
import software.amazon.awscdk.services.cloudtrail.CfnTrail.AdvancedFieldSelectorProperty;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * Who touched the objects of the tables: CloudTrail's data events, in the logs bucket with digests that show a change.
 * Checkpoints are left out: they are most of the events, and of no interest. Management events are the account's own
 * trail's.
 */
final class Trail extends Construct {
    private static final String PREFIX = "cloudtrail";

    Trail(Construct scope, String name, LakeConfig config, FoundationStack foundation, IBucket lake, Bucket logs) {
        super(scope, "Trail");
        Stack stack = Stack.of(this);
        ServicePrincipal service = new ServicePrincipal("cloudtrail.amazonaws.com");
        String arn = "arn:" + Aws.PARTITION + ":cloudtrail:" + stack.getRegion() + ":" + stack.getAccount() + ":trail/"
                + name;
        logs.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("TrailLooks")
                .principals(List.of(service))
                .actions(List.of("s3:GetBucketAcl"))
                .resources(List.of(logs.getBucketArn()))
                .conditions(Map.of("StringEquals", Map.of("aws:SourceArn", arn)))
                .build());
        logs.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("TrailWrites")
                .principals(List.of(service))
                .actions(List.of("s3:PutObject"))
                .resources(List.of(logs.arnForObjects(PREFIX + "/AWSLogs/" + stack.getAccount() + "/*")))
                .conditions(Map.of(
                        "StringEquals", Map.of("aws:SourceArn", arn, "s3:x-amz-acl", "bucket-owner-full-control")))
                .build());
        CfnTrail.Builder trail = CfnTrail.Builder.create(this, "Trail")
                .trailName(name)
                .isLogging(true)
                .isMultiRegionTrail(false)
                .includeGlobalServiceEvents(false)
                .enableLogFileValidation(true)
                .s3BucketName(logs.getBucketName())
                .s3KeyPrefix(PREFIX)
                .advancedEventSelectors(List.of(selector(config, lake)));
        foundation.key().ifPresent(key -> {
            key.addToResourcePolicy(PolicyStatement.Builder.create()
                    .sid("Trail")
                    .principals(List.of(service))
                    .actions(List.of("kms:GenerateDataKey*", "kms:DescribeKey"))
                    .resources(List.of("*"))
                    .conditions(Map.of("StringEquals", Map.of("aws:SourceArn", arn)))
                    .build());
            trail.kmsKeyId(key.getKeyArn());
        });
        CfnTrail made = trail.build();
        if (logs.getPolicy() != null) {
            made.getNode().addDependency(logs.getPolicy());
        }
    }

    private static AdvancedEventSelectorProperty selector(LakeConfig config, IBucket lake) {
        List<AdvancedFieldSelectorProperty> fields = new ArrayList<>();
        fields.add(field("eventCategory").equalTo(List.of("Data")).build());
        fields.add(field("resources.type").equalTo(List.of("AWS::S3::Object")).build());
        fields.add(field("resources.ARN")
                .startsWith(List.of(lake.arnForObjects(LakeLayout.WAREHOUSE + "/")))
                .build());
        if (config.trail() == LakeConfig.TrailScope.WRITES) {
            fields.add(field("readOnly").equalTo(List.of("false")).build());
        }
        return AdvancedEventSelectorProperty.builder()
                .name("Objects of the tables")
                .fieldSelectors(fields)
                .build();
    }

    private static AdvancedFieldSelectorProperty.Builder field(String name) {
        return AdvancedFieldSelectorProperty.builder().field(name);
    }
}
