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
    CREATE_ENDPOINTS(
            Section.NETWORK,
            "create_endpoints",
            "true",
            "whether endpoints of AWS's services are created in the VPC; false if an existing one has them, or a way out"),
    INTERFACE_ENDPOINTS(
            Section.NETWORK,
            "interface_endpoints",
            "kinesis-streams,logs,monitoring,kms,sts,secretsmanager,ecr.api,ecr.dkr,glue,elasticmapreduce,sns,ssm,ssmmessages,"
                    + "ec2messages,ec2,redshift-serverless,redshift-data",
            "services with an endpoint in every subnet, paid by the hour; those of S3 and DynamoDB are free and always there"),
    FLOW_LOGS(
            Section.NETWORK,
            "flow_logs",
            "all",
            "which connections of a VPC that is created are logged: all, or reject for refused ones only"),

    S3_BUCKET_NAME(Section.LAKE, "s3_bucket_name", null, "an existing bucket for the lake; absent: one is created"),
    S3_BUCKET_KEY_ARN(Section.LAKE, "s3_bucket_key_arn", null, "the KMS key that encrypts s3_bucket_name, if one does"),
    GLUE_DATABASE(
            Section.LAKE, "glue_database", "market", "the database of the tables, as the jobs call their namespace"),
    INFREQUENT_ACCESS_DAYS(
            Section.LAKE,
            "infrequent_access_days",
            "30",
            "days after which data files of tables move to infrequent access, 30 at least; 0: never"),
    OLD_VERSION_DAYS(
            Section.LAKE,
            "old_version_days",
            "90",
            "days that what is deleted or overwritten can still be restored: data files of tables, artifacts"),
    OLD_METADATA_DAYS(
            Section.LAKE,
            "old_metadata_days",
            "7",
            "the same for metadata files of tables, which every commit replaces"),
    ABORTED_UPLOAD_DAYS(
            Section.LAKE, "aborted_upload_days", "7", "days after which the parts of an unfinished upload go"),
    CORS_ORIGINS(
            Section.LAKE,
            "cors_origins",
            null,
            "origins such as https://app.example.com whose pages may read the lake with a signed request"),
    BUCKET_METRICS(Section.LAKE, "bucket_metrics", "false", "whether requests to the lake are counted in CloudWatch"),
    LAKE_INVENTORY(
            Section.LAKE,
            "lake_inventory",
            "off",
            "off, daily or weekly: a list of the lake's objects in the logs bucket"),
    CATALOG_ENCRYPTION(
            Section.LAKE,
            "catalog_encryption",
            "false",
            "whether the Glue catalog is encrypted: a setting of the whole account in the region"),
    STATISTICS_SCHEDULE(
            Section.LAKE,
            "statistics_schedule",
            null,
            "when Glue computes the statistics of columns, such as cron(0 5 ? * SUN *), UTC; absent: never"),
    ATHENA_SCAN_LIMIT(
            Section.LAKE, "athena_scan_limit", "100", "GB that a query of Athena may read before it is cancelled"),
    ATHENA_RESULT_DAYS(Section.LAKE, "athena_result_days", "30", "days that results of Athena are kept"),
    ANALYST_PRINCIPALS(
            Section.LAKE,
            "analyst_principals",
            null,
            "ARNs of users and roles that may take the analyst role; absent: those whom a policy of this account lets"),
    LAKE_FORMATION(
            Section.LAKE,
            "lake_formation",
            "true",
            "whether Lake Formation knows the tables and grants them to the analyst role, beside IAM"),
    TRAIL(
            Section.LAKE,
            "trail",
            "off",
            "what CloudTrail records of the tables' objects: off, writes, or all, which counts every read"),

    MARKET_DATA_STREAM(Section.STREAMS, "market_data_stream", "market-data", "name of the stream of batches"),
    LIVE_STREAM(Section.STREAMS, "live_stream", "live", "name of the stream of live updates"),
    STREAM_MODE(Section.STREAMS, "stream_mode", "on-demand", "on-demand or provisioned"),
    MARKET_DATA_SHARDS(Section.STREAMS, "market_data_shards", "2", "shards of market_data_stream when provisioned"),
    LIVE_SHARDS(Section.STREAMS, "live_shards", "1", "shards of live_stream when provisioned"),
    STREAM_RETENTION(Section.STREAMS, "stream_retention", "24", "hours that records are kept, 24 to 8760"),
    MARKET_DATA_CONSUMERS(
            Section.STREAMS,
            "market_data_consumers",
            null,
            "names of enhanced fan-out consumers of market_data_stream; the jobs need none"),
    LIVE_CONSUMERS(
            Section.STREAMS, "live_consumers", null, "the same of live_stream; the live service registers its own"),
    SHARD_METRICS(Section.STREAMS, "shard_metrics", "false", "whether CloudWatch has each shard's figures"),
    ITERATOR_AGE_ALARM(
            Section.STREAMS, "iterator_age_alarm", "60", "seconds that readers may be behind before an alarm"),
    STREAM_CAPACITY_ALARM(
            Section.STREAMS,
            "stream_capacity_alarm",
            "70",
            "percent of a provisioned stream's capacity, in bytes or records, above which an alarm asks for shards"),

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
    GLUE_INSIGHTS(Section.BATCH, "glue_insights", "true", "whether Glue says why a run failed or was slow"),

    CPU_ARCHITECTURE(
            Section.SERVICES,
            "cpu_architecture",
            "arm64",
            "of the services' tasks and of the images built for them: arm64 or x86-64"),
    CONTAINER_INSIGHTS(
            Section.SERVICES,
            "container_insights",
            "enabled",
            "figures of CloudWatch on tasks: disabled, enabled, or enhanced with those of each container"),
    SERVICE_CPU_TARGET(
            Section.SERVICES,
            "service_cpu_target",
            "60",
            "percent of CPU that the number of tasks is steered by, 10 to 90"),
    SERVICE_EXEC(
            Section.SERVICES,
            "service_exec",
            "false",
            "whether operators may open a shell in a task; the root file systems are then writable"),
    INGEST_CPU(Section.SERVICES, "ingest_cpu", "1024", "CPU of an ingest task, in 1024ths of a vCPU"),
    INGEST_MEMORY(Section.SERVICES, "ingest_memory", "2048", "memory of an ingest task, in MiB"),
    INGEST_MIN_TASKS(Section.SERVICES, "ingest_min_tasks", "2", "fewest tasks of ingest"),
    INGEST_MAX_TASKS(Section.SERVICES, "ingest_max_tasks", "8", "most tasks of ingest"),
    INGEST_REQUESTS_PER_TASK(
            Section.SERVICES,
            "ingest_requests_per_task",
            "12000",
            "requests a minute to a task above which another is started"),
    INGEST_SPOOL(
            Section.SERVICES,
            "ingest_spool",
            "8",
            "GiB of a task's disk that keep batches until Kinesis has them, so that a restart of the container loses none; 0:"
                    + " no spool"),
    LIVE_CPU(Section.SERVICES, "live_cpu", "512", "CPU of a live task, in 1024ths of a vCPU"),
    LIVE_MEMORY(Section.SERVICES, "live_memory", "1024", "memory of a live task, in MiB"),
    LIVE_MIN_TASKS(Section.SERVICES, "live_min_tasks", "2", "fewest tasks of live"),
    LIVE_MAX_TASKS(
            Section.SERVICES,
            "live_max_tasks",
            "6",
            "most tasks of live; each reads the whole stream, and Kinesis has room for 20 consumers"),
    LIVE_REQUESTS_PER_TASK(
            Section.SERVICES,
            "live_requests_per_task",
            "6000",
            "requests a minute to a task above which another is started"),
    LIVE_CONSUMER(
            Section.SERVICES,
            "live_consumer",
            "fan-out",
            "how live reads its stream: fan-out, paid for each task and shard by the hour, or polling, for two tasks at most"),
    FEEDS(
            Section.SERVICES,
            "feeds",
            null,
            "what one more task pulls from exchanges, such as coinbase:BTC-USD,kraken:BTC/USD; venues are coinbase, kraken and"
                    + " binance; needs a way to the internet"),
    CERTIFICATE_ARN(Section.SERVICES, "certificate_arn", null, "an existing certificate of the load balancer, in ACM"),
    DOMAIN_NAME(
            Section.SERVICES,
            "domain_name",
            null,
            "name of the load balancer, for which a certificate and a DNS record are made; without it and certificate_arn dev has"
                    + " a self-signed certificate"),
    HOSTED_ZONE_ID(
            Section.SERVICES,
            "hosted_zone_id",
            null,
            "the public hosted zone of domain_name in Route 53; required with it unless certificate_arn is given"),
    SELF_SIGNED_GENERATION(
            Section.SERVICES,
            "self_signed_generation",
            "1",
            "counts the self-signed certificates: one more makes the next one, as is due every 825 days"),
    WAF_ENABLED(
            Section.SERVICES, "waf_enabled", "true", "whether a web application firewall stands before the services"),
    WAF_RATE_LIMIT(
            Section.SERVICES,
            "waf_rate_limit",
            "120000",
            "requests within five minutes above which an address is shut out"),
    BALANCER_PROTECTION(
            Section.SERVICES,
            "balancer_protection",
            "true",
            "whether the load balancer withstands deletion, until it is deployed with false"),

    WAREHOUSE_ENABLED(
            Section.WAREHOUSE, "warehouse_enabled", "true", "whether there is a Redshift Serverless warehouse"),
    WAREHOUSE_DATABASE(Section.WAREHOUSE, "warehouse_database", "tapeline", "its database"),
    WAREHOUSE_EXTERNAL_SCHEMA(
            Section.WAREHOUSE,
            "warehouse_external_schema",
            "lake",
            "the schema under which the warehouse shows the lake's tables"),
    WAREHOUSE_BASE_CAPACITY(
            Section.WAREHOUSE,
            "warehouse_base_capacity",
            "8",
            "RPUs that a query begins with: 4, or 8 to 512 in steps of 8"),
    WAREHOUSE_MAX_CAPACITY(
            Section.WAREHOUSE, "warehouse_max_capacity", "64", "RPUs that it may grow to, in steps of 8"),
    WAREHOUSE_DAILY_LIMIT(
            Section.WAREHOUSE, "warehouse_daily_limit", "24", "RPU-hours a day before warehouse_limit_action"),
    WAREHOUSE_MONTHLY_LIMIT(Section.WAREHOUSE, "warehouse_monthly_limit", "300", "RPU-hours a month before the same"),
    WAREHOUSE_LIMIT_ACTION(
            Section.WAREHOUSE,
            "warehouse_limit_action",
            "emit-metric",
            "log, emit-metric or deactivate, which refuses queries until the next period"),
    WAREHOUSE_VPC_ROUTING(
            Section.WAREHOUSE,
            "warehouse_vpc_routing",
            "false",
            "whether its loads keep to the VPC; needs three availability_zones"),
    WAREHOUSE_PORT(Section.WAREHOUSE, "warehouse_port", "5439", "its port, 5431 to 5455 or 8191 to 8215"),

    NIGHTLY_ENABLED(
            Section.NIGHT,
            "nightly_enabled",
            "true",
            "whether the schedule starts the night; by hand it starts anyway"),
    NIGHTLY_SCHEDULE(
            Section.NIGHT,
            "nightly_schedule",
            "cron(30 0 * * ? *)",
            "when the night of the day before, in UTC, begins: cron(MINUTE HOUR DAY MONTH WEEKDAY *)"),
    NIGHTLY_TIMEZONE(Section.NIGHT, "nightly_timezone", "UTC", "time zone of nightly_schedule"),
    NIGHTLY_TIMEOUT(Section.NIGHT, "nightly_timeout", "7200", "seconds that one attempt at a date may take"),
    NIGHTLY_ATTEMPTS(Section.NIGHT, "nightly_attempts", "3", "how often a date is tried, 1 to 10"),
    NIGHTLY_RETRY_DELAY(
            Section.NIGHT, "nightly_retry_delay", "120", "seconds before the second attempt; doubles with each"),
    NIGHTLY_TOTAL_TIMEOUT(
            Section.NIGHT, "nightly_total_timeout", "86400", "seconds that a run of all its dates may take"),
    NIGHTLY_MAX_DATES(Section.NIGHT, "nightly_max_dates", "31", "the most dates of a run, 1 to 366"),
    NIGHTLY_NOTIFY(
            Section.NIGHT, "nightly_notify", "always", "which runs the alarm topic is told of: always or failures"),
    NIGHTLY_LOG_LEVEL(
            Section.NIGHT, "nightly_log_level", "all", "which events of a run are logged: all, error, fatal or off"),
    NIGHTLY_ARGUMENTS(
            Section.NIGHT,
            "nightly_arguments",
            null,
            "further arguments of the nightly job, spaces between them, such as --stream-wait=30m --orphans"),

    CPU_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "cpu_alarm_threshold",
            "85",
            "percent of a node's processors, over 15 minutes, above which there is an alarm; 0: no such alarm"),
    MEMORY_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "memory_alarm_threshold",
            "90",
            "percent of a node's memory, over 15 minutes, above which there is an alarm; 0: no such alarm"),
    HEAP_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "heap_alarm_threshold",
            "85",
            "percent of a job's heap, over two times 5 minutes, above which there is an alarm"),
    FAILED_TASKS_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "failed_tasks_alarm_threshold",
            "5",
            "failed tasks of Spark in 5 minutes above which there is an alarm"),
    RUN_TIME_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "run_time_alarm_threshold",
            "3600",
            "seconds of a night above which there is an alarm"),
    LAG_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "lag_alarm_threshold",
            "60",
            "seconds that the stream job may be behind its feed, over 5 minutes, before there is an alarm"),
    LATE_DATA_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "late_data_alarm_threshold",
            "1",
            "percent of trades, over 15 minutes, that may come too late for their bars before there is an alarm"),
    DIFFERENCES_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "differences_alarm_threshold",
            "0",
            "streamed bars of a date that may differ from their rebuild before there is an alarm"),
    WAREHOUSE_USAGE_ALARM_THRESHOLD(
            Section.OBSERVABILITY,
            "warehouse_usage_alarm_threshold",
            "32",
            "RPU-hours of the warehouse in a day above which there is an alarm"),
    JOB_METRICS(
            Section.OBSERVABILITY,
            "job_metrics",
            "true",
            "whether figures of the jobs are sent to CloudWatch each minute, which charges for each of them"),
    RESIZE_NOTIFICATIONS(
            Section.OBSERVABILITY,
            "resize_notifications",
            "true",
            "whether each resize of the cluster is published, beside what fails"),
    EXPECTED_TRADES_PER_SECOND(
            Section.OBSERVABILITY,
            "expected_trades_per_second",
            "5000",
            "trades a second for the estimate of costs; nothing that is deployed depends on it"),
    EXPECTED_HOURS_PER_DAY(
            Section.OBSERVABILITY,
            "expected_hours_per_day",
            "24",
            "hours of a day in which trades come, for that estimate: 6.5 for the US cash session"),
    EXPECTED_DAYS_PER_MONTH(
            Section.OBSERVABILITY,
            "expected_days_per_month",
            "30.42",
            "days of a month on which trades come, for that estimate: 21 for a stock exchange"),

    GITHUB_REPOSITORY(
            Section.DELIVERY,
            "github_repository",
            null,
            "OWNER/NAME of the repository whose pipeline may publish and deploy; absent: none may"),
    GITHUB_BRANCH(
            Section.DELIVERY,
            "github_branch",
            null,
            "a branch whose jobs may deploy without the GitHub environment of this name too; absent: none"),
    GITHUB_OIDC_PROVIDER(
            Section.DELIVERY,
            "github_oidc_provider",
            null,
            "ARN of the account's identity provider of GitHub, of which there can be one only; absent: it is created"),
    BOOTSTRAP_QUALIFIER(
            Section.DELIVERY,
            "bootstrap_qualifier",
            "hnb659fds",
            "qualifier of the CDK bootstrap stack, whose roles the pipeline assumes"),
    IMAGE_COUNT(Section.DELIVERY, "image_count", "30", "images that each repository keeps, 2 to 1000"),

    REPLICA_REGION(
            Section.RECOVERY,
            "replica_region",
            null,
            "a second region that the lake is copied to within minutes; absent: it is not"),
    REPLICA_OLD_VERSION_DAYS(
            Section.RECOVERY,
            "replica_old_version_days",
            "30",
            "days that what is deleted or overwritten can be restored from the copy");

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
