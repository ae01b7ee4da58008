package io.tapeline.infra.cluster;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.streams.StreamsStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.IBucket;

/** What the jobs may do with the lake, the catalog and the streams, wherever they run. */
public final class JobPermissions {
    /** What it takes to read and write what a key encrypts. */
    static final List<String> USE_OF_KEY = List.of(
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo");

    private final Stack stack;
    private final IRole role;

    public JobPermissions(Stack stack, IRole role) {
        this.stack = stack;
        this.role = role;
    }

    /** Reads and writes tables, checkpoints and loads. */
    public JobPermissions onLake(LakeStack lake) {
        IBucket bucket = lake.lake();
        allow(
                List.of("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"),
                List.of(bucket.getBucketArn()));
        List<String> prefixes = List.of("warehouse/*", "checkpoints/*", "staging/*");
        allow(
                List.of(
                        "s3:AbortMultipartUpload",
                        "s3:DeleteObject",
                        "s3:GetObject",
                        "s3:ListMultipartUploadParts",
                        "s3:PutObject"),
                prefixes.stream().map(bucket::arnForObjects).toList());
        // What jobs and wheels are published as.
        allow(List.of("s3:GetObject"), List.of(lake.artifacts().arnForObjects("*")));
        allow(List.of("s3:ListBucket"), List.of(lake.artifacts().getBucketArn()));
        return this;
    }

    /** Reads and writes the tables of the catalog, also where it is encrypted. */
    public JobPermissions onCatalog(LakeStack lake) {
        String database = lake.database();
        lake.allowCatalogKey(role);
        allow(
                List.of(
                        "glue:CreateTable",
                        "glue:GetDatabase",
                        "glue:GetDatabases",
                        "glue:GetTable",
                        "glue:GetTables",
                        "glue:UpdateTable"),
                List.of(glue("catalog"), glue("database/" + database), glue("table/" + database + "/*")));
        // Spark and Hive look at these when they start.
        allow(
                List.of("glue:GetDatabase", "glue:GetUserDefinedFunctions"),
                List.of(glue("database/default"), glue("database/global_temp"), glue("userDefinedFunction/default/*")));
        return this;
    }

    /**
     * Makes the catalog's database {@code default}, which an account need not have: a client of Hive's that does not find it
     * does so before anything else, and does not start if it may not.
     */
    public JobPermissions onHive() {
        allow(List.of("glue:CreateDatabase"), List.of(glue("catalog"), glue("database/default")));
        return this;
    }

    /** Reads the stream of batches, and writes that of live updates. */
    public JobPermissions onStreams(StreamsStack streams) {
        allow(
                List.of(
                        "kinesis:DescribeStream",
                        "kinesis:DescribeStreamSummary",
                        "kinesis:GetRecords",
                        "kinesis:GetShardIterator",
                        "kinesis:ListShards"),
                List.of(streams.marketData().getStreamArn()));
        allow(
                List.of("kinesis:DescribeStreamSummary", "kinesis:PutRecord", "kinesis:PutRecords"),
                List.of(streams.live().getStreamArn()));
        return this;
    }

    /** Uses the key that encrypts all of it, if there is one. */
    public JobPermissions onKey(Optional<IKey> key) {
        key.ifPresent(used -> allow(USE_OF_KEY, List.of(used.getKeyArn())));
        return this;
    }

    /** Writes logs under a prefix of the bucket of logs. */
    public JobPermissions onLogs(IBucket logs, String prefix) {
        allow(List.of("s3:GetObject", "s3:PutObject"), List.of(logs.arnForObjects(prefix + "/*")));
        allow(List.of("s3:GetBucketLocation", "s3:ListBucket"), List.of(logs.getBucketArn()));
        return this;
    }

    /** What nodes need to be looked after: sessions instead of SSH, and metrics of memory and disks. */
    public JobPermissions onOperation() {
        // None of these takes a resource.
        allow(
                List.of(
                        "ssm:UpdateInstanceInformation",
                        "ssmmessages:CreateControlChannel",
                        "ssmmessages:CreateDataChannel",
                        "ssmmessages:OpenControlChannel",
                        "ssmmessages:OpenDataChannel"),
                List.of("*"));
        role.addToPrincipalPolicy(PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .actions(List.of("cloudwatch:PutMetricData"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", "CWAgent")))
                .build());
        return this;
    }

    void allow(List<String> actions, List<String> resources) {
        role.addToPrincipalPolicy(ClusterRoles.allow(actions, resources));
    }

    /** To be called when all is allowed: says why some of it ends with a star. */
    public void accept() {
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                "objects under prefixes of ours, tables of our database, log streams of our group; sessions and metrics take"
                        + " no resource, and metrics are held to a namespace");
    }

    private String glue(String resource) {
        return stack.formatArn(ArnComponents.builder()
                .service("glue")
                .resource(resource)
                .arnFormat(software.amazon.awscdk.ArnFormat.NO_RESOURCE_NAME)
                .build());
    }
}
