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
                    + "ec2messages,ec2,redshift-data",
            "services with an endpoint in every subnet, paid by the hour; those of S3 and DynamoDB are free and always there"),
    FLOW_LOGS(
            Section.NETWORK,
            "flow_logs",
            "all",
            "which connections of a VPC that is created are logged: all, or reject for refused ones only"),

    S3_BUCKET_NAME(Section.LAKE, "s3_bucket_name", null, "an existing bucket for the lake; absent: one is created"),
    GLUE_DATABASE(
            Section.LAKE, "glue_database", "market", "the database of the tables, as the jobs call their namespace"),

    MARKET_DATA_STREAM(Section.STREAMS, "market_data_stream", "market-data", "name of the stream of batches"),
    LIVE_STREAM(Section.STREAMS, "live_stream", "live", "name of the stream of live updates"),
    STREAM_MODE(Section.STREAMS, "stream_mode", "on-demand", "on-demand or provisioned"),
    MARKET_DATA_SHARDS(Section.STREAMS, "market_data_shards", "2", "shards of market_data_stream when provisioned"),
    LIVE_SHARDS(Section.STREAMS, "live_shards", "1", "shards of live_stream when provisioned"),
    STREAM_RETENTION(Section.STREAMS, "stream_retention", "24", "hours that records are kept, 24 to 8760"),

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
            "whether the load balancer withstands deletion, until it is deployed with false");

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
