package io.tapeline.infra.lake;

import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.recovery.ReplicaAlarms;
import io.tapeline.infra.recovery.ReplicaNames;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketAttributes;
import software.amazon.awscdk.services.s3.BucketMetrics;
import software.amazon.awscdk.services.s3.CorsRule;
import software.amazon.awscdk.services.s3.HttpMethods;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.s3.Inventory;
import software.amazon.awscdk.services.s3.InventoryDestination;
import software.amazon.awscdk.services.s3.InventoryFormat;
import software.amazon.awscdk.services.s3.InventoryFrequency;
import software.amazon.awscdk.services.s3.InventoryObjectVersion;
import software.constructs.Construct;

/**
 * The buckets, the catalog's database, and the queries of analysts.
 *
 * <p>Of a bucket that is given nothing is changed: its versions, lifecycle, encryption, metrics and logs are its owner's.
 */
public final class LakeStack extends TapelineStack {
    /** So that S3 writes logs by the policy of their bucket, and not by ACLs, which are off. */
    private static final String LOGS_BY_POLICY = "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy";

    private final FoundationStack foundation;
    private final Lifecycle lifecycle;
    private final Buckets buckets;
    private final Bucket logs;
    private final IBucket lake;
    private final IBucket artifacts;
    private final IBucket results;
    private final Catalog catalog;
    private final Queries queries;
    private final Analysts analysts;

    /** If the lake is to be copied, the stack of its copy must be deployed before. */
    public LakeStack(Construct scope, InfraConfig config, FoundationStack foundation) {
        super(scope, config, "lake", "buckets, catalog, queries");
        getNode().setContext(LOGS_BY_POLICY, true);
        this.foundation = foundation;
        this.lifecycle = new Lifecycle(config.lake());
        this.buckets = new Buckets(this, foundation, dataRemoval());
        this.logs = buckets.logs(
                bucketName("logs"), lifecycle.expiring(config.general().logRetentionDays()));
        acceptLoadBalancerLogs();
        this.lake = config.lake().bucketName().map(this::existing).orElseGet(this::created);
        this.artifacts = buckets.data("Artifacts", bucketName("artifacts"), lifecycle.artifacts(), logs)
                .build();
        this.results = buckets.data(
                        "Results",
                        bucketName("athena-results"),
                        lifecycle.expiring(config.lake().resultDays()),
                        logs)
                .build();
        this.catalog = new Catalog(this, config.lake(), foundation, lake, dataRemoval());
        config.lake()
                .statisticsSchedule()
                .ifPresent(schedule ->
                        new ColumnStatistics(this, config.lake(), catalog, lake, schedule, named("column-statistics")));
        this.queries = new Queries(this, named("analysts"), config.lake(), foundation, results, dataRemoval());
        this.analysts = new Analysts(
                this,
                named("analyst"),
                config.lake(),
                lake,
                results,
                queries.workGroup().getName());
        catalog.allow(analysts.role());
        if (config.lake().lakeFormation()) {
            new Grants(this, config.lake(), lake, catalog.database(), analysts.role());
        }
        if (config.lake().trail() != LakeConfig.TrailScope.OFF) {
            new Trail(this, named("lake"), config.lake(), foundation, lake, logs);
        }
        outputs();
    }

    private void outputs() {
        output("lake_bucket", "tables, checkpoints and loads", lake.getBucketName());
        output("artifacts_bucket", "published jars and scripts", artifacts.getBucketName());
        output("logs_bucket", "logs of the cluster, the load balancer and of access", logs.getBucketName());
        output("results_bucket", "results of Athena", results.getBucketName());
        output("glue_database", "the catalog's database", database());
        output("athena_workgroup", "where analysts ask", workGroup());
        output("analyst_role", "whom analysts ask as", analyst().getRoleArn());
    }

    private IBucket existing(String name) {
        BucketAttributes.Builder attributes = BucketAttributes.builder().bucketName(name);
        // With its key, what is granted of the bucket is granted of the key too.
        config().lake().bucketKeyArn().ifPresent(arn -> attributes.encryptionKey(Key.fromKeyArn(this, "LakeKey", arn)));
        return Bucket.fromBucketAttributes(this, "Lake", attributes.build());
    }

    private Bucket created() {
        LakeConfig settings = config().lake();
        Bucket.Builder bucket = buckets.data("Lake", bucketName("lake"), lifecycle.lake(), logs);
        if (!settings.corsOrigins().isEmpty()) {
            bucket.cors(List.of(CorsRule.builder()
                    .allowedMethods(List.of(HttpMethods.GET, HttpMethods.HEAD))
                    .allowedOrigins(settings.corsOrigins())
                    .allowedHeaders(List.of("authorization", "range", "x-amz-*"))
                    .exposedHeaders(List.of("content-length", "content-range", "etag"))
                    .maxAge(3600)
                    .build()));
        }
        if (settings.bucketMetrics()) {
            bucket.metrics(List.of(
                    metrics("everything").build(),
                    metrics(LakeLayout.WAREHOUSE)
                            .prefix(LakeLayout.WAREHOUSE + "/")
                            .build(),
                    metrics(LakeLayout.CHECKPOINTS)
                            .prefix(LakeLayout.CHECKPOINTS + "/")
                            .build()));
        }
        if (settings.inventory() != LakeConfig.Frequency.OFF) {
            bucket.inventories(List.of(inventory(settings.inventory())));
        }
        Bucket made = bucket.build();
        ReplicaNames.of(config(), this).ifPresent(replica -> {
            Replication copy = new Replication(made, foundation, replica);
            ReplicaAlarms.failed(copy, made.getBucketName(), replica, foundation.alarms());
        });
        return made;
    }

    private static BucketMetrics.Builder metrics(String id) {
        return BucketMetrics.builder().id(id);
    }

    private Inventory inventory(LakeConfig.Frequency frequency) {
        return Inventory.builder()
                .inventoryId("objects")
                .format(InventoryFormat.PARQUET)
                .frequency(
                        frequency == LakeConfig.Frequency.DAILY ? InventoryFrequency.DAILY : InventoryFrequency.WEEKLY)
                .includeObjectVersions(InventoryObjectVersion.ALL)
                .optionalFields(List.of("Size", "LastModifiedDate", "StorageClass", "EncryptionStatus"))
                .destination(InventoryDestination.builder()
                        .bucket(logs)
                        .prefix("inventory")
                        .build())
                .build();
    }

    private void acceptLoadBalancerLogs() {
        logs.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("LoadBalancers")
                .principals(List.of(new ServicePrincipal("logdelivery.elasticloadbalancing.amazonaws.com")))
                .actions(List.of("s3:PutObject"))
                .resources(List.of(logs.arnForObjects("alb/AWSLogs/" + getAccount() + "/*")))
                .conditions(Map.of(
                        "ArnLike",
                        Map.of(
                                "aws:SourceArn",
                                "arn:" + Aws.PARTITION + ":elasticloadbalancing:" + getRegion() + ":" + getAccount()
                                        + ":loadbalancer/*")))
                .build());
    }

    /** Tables under {@code warehouse/}, checkpoints under {@code checkpoints/}, loads under {@code staging/}. */
    public IBucket lake() {
        return lake;
    }

    /** Published jars under {@code jars/VERSION/}, scripts under {@code scripts/}. */
    public IBucket artifacts() {
        return artifacts;
    }

    /**
     * Logs of the cluster under {@code emr/}, of the load balancer under {@code alb/}, of bucket access under {@code s3/},
     * of CloudTrail under {@code cloudtrail/}. S3's own key encrypts it unless a writer names another.
     */
    public IBucket logs() {
        return logs;
    }

    /** What Athena has answered. */
    public IBucket results() {
        return results;
    }

    /** Where Iceberg puts new tables: {@code catalog.warehouse} of the jobs. */
    public String warehouseUri() {
        return lake.s3UrlForObject(LakeLayout.WAREHOUSE);
    }

    /** Where the stream job keeps its checkpoints: {@code checkpoints.uri}. */
    public String checkpointsUri() {
        return lake.s3UrlForObject(LakeLayout.CHECKPOINTS + "/stream-processor");
    }

    /** Where the nightly batch puts what Redshift loads: {@code warehouse.staging}. */
    public String stagingUri() {
        return lake.s3UrlForObject(LakeLayout.STAGING);
    }

    /** The Glue database. */
    public String database() {
        return config().lake().database();
    }

    /** The Athena workgroup. */
    public String workGroup() {
        return queries.workGroup().getName();
    }

    /** Lets a role use the key of the Glue catalog, if {@code catalog_encryption} has it encrypted by one of ours. */
    public void allowCatalogKey(IGrantable role) {
        catalog.allow(role);
    }

    /** The role of analysts, whom other stacks let read more. */
    public IRole analyst() {
        return analysts.role();
    }
}
