package io.tapeline.infra.config;

import io.tapeline.settings.SettingKey;
import org.jspecify.annotations.Nullable;

/** Every setting of the infrastructure: its section, its key in a profile or after {@code -c}, its default, and what it does. */
public enum InfraKey implements SettingKey {
    PROJECT_NAME(Section.GENERAL, "project_name", "tapeline", "first part of the name of what is created"),
    ENVIRONMENT(Section.GENERAL, "environment", null, "second part of those names: dev, staging, prod; required"),
    ACCOUNT(Section.GENERAL, "account", null, "the AWS account; absent: that of the credentials at deployment"),
    REGION(Section.GENERAL, "region", "us-east-1", "the AWS region"),
    KMS_ENCRYPTION(
            Section.GENERAL,
            "kms_encryption",
            "true",
            "whether a KMS key of our own, rotated yearly, encrypts what is at rest; false: the keys of AWS"),
    LOG_RETENTION(Section.GENERAL, "log_retention", "30", "days that logs are kept"),
    RETAIN_DATA(
            Section.GENERAL,
            "retain_data",
            "true",
            "whether buckets, streams and the warehouse stay when their stack is destroyed"),
    PERMISSIONS_BOUNDARY(
            Section.GENERAL, "permissions_boundary", null, "ARN of a policy that bounds every role that is created"),
    ARTIFACT_VERSION(
            Section.GENERAL,
            "artifact_version",
            null,
            "version of the published jars and images to deploy; absent: what is built in this checkout"),
    ALARM_EMAIL(Section.GENERAL, "alarm_email", null, "address that alarms and the budget's warnings go to"),
    MONTHLY_BUDGET(
            Section.GENERAL,
            "monthly_budget",
            null,
            "dollars a month above which, spent or forecast, a warning is sent; required"),

    VPC_ID(Section.NETWORK, "vpc_id", null, "an existing VPC; absent: one is created"),
    PRIVATE_SUBNET_IDS(
            Section.NETWORK,
            "private_subnet_ids",
            null,
            "its private subnets, one in each of availability_zones, in their order; required with vpc_id"),
    PRIVATE_ROUTE_TABLE_IDS(
            Section.NETWORK,
            "private_route_table_ids",
            null,
            "their route tables, in the same order; required with vpc_id"),
    AVAILABILITY_ZONES(
            Section.NETWORK,
            "availability_zones",
            "a,b,c",
            "letters of the zones of the region that have a subnet, two at least"),
    VPC_CIDR(Section.NETWORK, "vpc_cidr", "10.40.0.0/16", "addresses of the VPC"),
    CLIENT_CIDRS(Section.NETWORK, "client_cidrs", null, "addresses that may call the services, beside the VPC's own"),
    INTERNET_EGRESS(
            Section.NETWORK,
            "internet_egress",
            "false",
            "whether a NAT gateway lets the services out, as exchange feeds need"),

    S3_BUCKET_NAME(Section.LAKE, "s3_bucket_name", null, "an existing bucket for the lake; absent: one is created"),
    GLUE_DATABASE(
            Section.LAKE, "glue_database", "market", "the database of the tables, as the jobs call their namespace"),

    MARKET_DATA_STREAM(Section.STREAMS, "market_data_stream", "market-data", "name of the stream of batches"),
    LIVE_STREAM(Section.STREAMS, "live_stream", "live", "name of the stream of live updates"),
    STREAM_MODE(Section.STREAMS, "stream_mode", "on-demand", "on-demand or provisioned"),
    MARKET_DATA_SHARDS(Section.STREAMS, "market_data_shards", "2", "shards of market_data_stream when provisioned"),
    LIVE_SHARDS(Section.STREAMS, "live_shards", "1", "shards of live_stream when provisioned"),
    STREAM_RETENTION(Section.STREAMS, "stream_retention", "24", "hours that records are kept, 24 to 8760"),

    EMR_RELEASE(Section.CLUSTER, "emr_release", "emr-7.13.0", "the EMR release: one with Flink 1.20"),
    EMR_APPLICATIONS(
            Section.CLUSTER,
            "emr_applications",
            null,
            "applications beside Flink, Spark, Hadoop, Hive and Zeppelin: trino, hbase, pig, jupyterhub, livy"),
    INSTANCE_COLLECTION(
            Section.CLUSTER,
            "instance_collection",
            "fleets",
            "fleets (several instance types each) or groups (one type each)"),
    MASTER_INSTANCE_TYPE(
            Section.CLUSTER,
            "master_instance_type",
            "m6i.xlarge",
            "instance type of the primary node; a fleet takes a list"),
    CORE_INSTANCE_TYPE(
            Section.CLUSTER,
            "core_instance_type",
            "m6i.xlarge,m5.xlarge,m6a.xlarge",
            "instance types of the core nodes, which are on-demand and hold HDFS and application masters; a group takes one"),
    CORE_INSTANCE_COUNT(Section.CLUSTER, "core_instance_count", "2", "core nodes at the start"),
    TASK_INSTANCE_TYPE(
            Section.CLUSTER,
            "task_instance_type",
            "m6i.xlarge,m5.xlarge,m6a.xlarge,m5a.xlarge,r6i.xlarge,r5.xlarge",
            "instance types of the task nodes; a group takes one"),
    TASK_INSTANCE_COUNT(Section.CLUSTER, "task_instance_count", "1", "task nodes at the start"),
    SPOT_INSTANCE_PERCENTAGE(
            Section.CLUSTER, "spot_instance_percentage", "100", "how many of a hundred task nodes are spot instances"),
    SPOT_BID_PRICE(
            Section.CLUSTER,
            "spot_bid_price",
            null,
            "most dollars an hour for a spot instance; absent: the on-demand price"),
    AUTO_SCALING(
            Section.CLUSTER,
            "auto_scaling",
            "managed",
            "managed (by EMR), custom (by the rules on YARN's memory, groups only) or off"),
    AUTO_SCALING_MIN_CAPACITY(
            Section.CLUSTER,
            "auto_scaling_min_capacity",
            "2",
            "fewest nodes: core and task nodes if managed, task nodes if custom"),
    AUTO_SCALING_MAX_CAPACITY(Section.CLUSTER, "auto_scaling_max_capacity", "6", "most nodes, counted so"),
    MAX_ON_DEMAND(
            Section.CLUSTER,
            "max_on_demand",
            null,
            "most on-demand nodes when managed; absent: max_core, and of the others what spot_instance_percentage leaves"),
    MAX_CORE(Section.CLUSTER, "max_core", null, "most core nodes when managed; absent: core_instance_count"),
    ROOT_VOLUME_SIZE(Section.CLUSTER, "root_volume_size", "40", "GiB of each node's root volume"),
    DATA_VOLUME_SIZE(Section.CLUSTER, "data_volume_size", "64", "GiB of each data volume"),
    DATA_VOLUME_COUNT(Section.CLUSTER, "data_volume_count", "2", "data volumes of each node"),
    KEY_NAME(Section.CLUSTER, "key_name", null, "EC2 key pair for SSH; absent: sessions by Systems Manager alone"),
    CUSTOM_AMI(Section.CLUSTER, "custom_ami", null, "image of the nodes, instead of EMR's own"),
    AUTO_TERMINATION_TIMEOUT(
            Section.CLUSTER,
            "auto_termination_timeout",
            "0",
            "seconds idle after which the cluster ends, 60 to 604800; 0: never. A running stream job counts as busy"),
    ENABLE_TERMINATION_PROTECTION(
            Section.CLUSTER, "enable_termination_protection", "false", "whether the cluster refuses to be terminated"),
    STEP_CONCURRENCY(Section.CLUSTER, "step_concurrency", "4", "steps that may run at once"),
    PYTHON_PACKAGES(
            Section.CLUSTER,
            "python_packages",
            "numpy,pandas,pyarrow,matplotlib,scikit-learn",
            "Python packages on each node: from PyPI with internet_egress, else from the wheels under python/ of the artifacts bucket"),
    TLS_CERTIFICATES(
            Section.CLUSTER,
            "tls_certificates",
            null,
            "key of a zip of PEM files in the artifacts bucket, for TLS between nodes; absent: Spark's own encryption"),
    KERBEROS(
            Section.CLUSTER,
            "kerberos",
            "false",
            "whether users of the cluster are authenticated by a KDC on the primary node"),
    KERBEROS_REALM(Section.CLUSTER, "kerberos_realm", "TAPELINE.INTERNAL", "the KDC's realm"),
    STREAMING_QUEUE_SHARE(
            Section.CLUSTER, "streaming_queue_share", "60", "percent of YARN guaranteed to the stream job"),
    BATCH_QUEUE_SHARE(
            Section.CLUSTER,
            "batch_queue_share",
            "30",
            "percent of YARN guaranteed to the night; the rest is for analysts"),
    BATCH_QUEUE_LIMIT(Section.CLUSTER, "batch_queue_limit", "40", "percent of YARN that the night never exceeds"),
    SPARK_MAX_EXECUTORS(Section.CLUSTER, "spark_max_executors", "8", "most executors of an application"),
    SPARK_EXECUTOR_MEMORY(Section.CLUSTER, "spark_executor_memory", "4g", "heap of an executor, such as 4g or 3500m"),
    SPARK_EXECUTOR_CORES(Section.CLUSTER, "spark_executor_cores", "2", "cores of an executor"),
    STREAM_ENABLED(
            Section.CLUSTER,
            "stream_enabled",
            "true",
            "whether the stream job runs on the cluster, and is resubmitted when it is gone"),
    STREAM_PARALLELISM(Section.CLUSTER, "stream_parallelism", "2", "slots that each of its operators runs in"),
    STREAM_CHECKPOINT_INTERVAL(
            Section.CLUSTER,
            "stream_checkpoint_interval",
            "60s",
            "time between its checkpoints, and so between commits to the lake"),
    STREAM_TASKMANAGER_SLOTS(Section.CLUSTER, "stream_taskmanager_slots", "2", "slots of a task manager"),
    STREAM_TASKMANAGER_MEMORY(
            Section.CLUSTER, "stream_taskmanager_memory", "4g", "memory of a task manager, all of it"),
    STREAM_JOBMANAGER_MEMORY(Section.CLUSTER, "stream_jobmanager_memory", "2g", "memory of the job manager, all of it"),
    STREAM_STATE_BACKEND(
            Section.CLUSTER, "stream_state_backend", "hashmap", "where its state lives: hashmap or rocksdb"),
    APPLICATION_LOG_RETENTION(
            Section.CLUSTER,
            "application_log_retention",
            "7",
            "days that the cluster keeps logs and histories of applications on HDFS"),

    BATCH_TARGET(
            Section.BATCH,
            "batch_target",
            "emr-ec2",
            "where the night runs: emr-ec2 (the cluster), emr-serverless or glue"),
    SERVERLESS_ARCHITECTURE(
            Section.BATCH, "serverless_architecture", "arm64", "processors of EMR Serverless: arm64 or x86-64"),
    SERVERLESS_MAX_CPU(Section.BATCH, "serverless_max_cpu", "32", "most vCPUs of EMR Serverless at once"),
    SERVERLESS_MAX_MEMORY(Section.BATCH, "serverless_max_memory", "128", "most GB of memory at once"),
    SERVERLESS_MAX_DISK(Section.BATCH, "serverless_max_disk", "500", "most GB of disk at once"),
    SERVERLESS_IDLE_TIMEOUT(
            Section.BATCH,
            "serverless_idle_timeout",
            "15",
            "minutes idle after which EMR Serverless stops, 1 to 10080"),
    GLUE_WORKER_TYPE(Section.BATCH, "glue_worker_type", "G.1X", "G.1X, G.2X, G.4X or G.8X"),
    GLUE_WORKERS(Section.BATCH, "glue_workers", "4", "workers, or the most of them with glue_auto_scaling"),
    GLUE_AUTO_SCALING(Section.BATCH, "glue_auto_scaling", "true", "whether Glue takes no more workers than it needs"),
    GLUE_TIMEOUT(Section.BATCH, "glue_timeout", "2880", "minutes after which a run is stopped, 1 to 10080"),
    GLUE_INSIGHTS(Section.BATCH, "glue_insights", "true", "whether Glue says why a run failed or was slow");

    /** Where a setting stands in a profile and in the documentation. */
    public enum Section {
        GENERAL,
        NETWORK,
        LAKE,
        STREAMS,
        CLUSTER,
        BATCH,
        SERVICES,
        WAREHOUSE,
        NIGHT,
        OBSERVABILITY,
        DELIVERY,
        RECOVERY
    }

    private final Section section;
    private final String key;
    private final @Nullable String defaultValue;
    private final String effect;

    InfraKey(Section section, String key, @Nullable String defaultValue, String effect) {
        this.section = section;
        this.key = key;
        this.defaultValue = defaultValue;
        this.effect = effect;
    }

    public Section section() {
        return section;
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
