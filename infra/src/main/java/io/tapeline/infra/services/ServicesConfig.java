package io.tapeline.infra.services;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.GeneralConfig;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The services and their load balancer.
 *
 * @param cpuTarget percent
 * @param exec whether operators may open a shell in a task
 * @param ingestSpool GiB; 0: none
 * @param wafRateLimit requests of an address within five minutes
 */
public record ServicesConfig(
        CpuArchitecture cpuArchitecture,
        Insights containerInsights,
        int cpuTarget,
        boolean exec,
        TaskConfig ingest,
        int ingestSpool,
        TaskConfig live,
        Consumer liveConsumer,
        Optional<String> certificateArn,
        Optional<String> domainName,
        Optional<String> hostedZoneId,
        int selfSignedGeneration,
        boolean waf,
        int wafRateLimit,
        boolean balancerProtection) {
    private static final Pattern CERTIFICATE =
            Pattern.compile("arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/[0-9a-f-]{36}");
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
    private static final Pattern ZONE = Pattern.compile("Z[A-Z0-9]{5,31}");
    private static final int MOST_TASKS = 200;
    /** Enhanced fan-out consumers that a stream can have. */
    private static final int MOST_CONSUMERS = 20;
    /** Each shard gives five reads a second, and every live task reads every shard five times a second. */
    private static final int MOST_POLLING = 2;

    private static final TaskConfig.Keys INGEST = new TaskConfig.Keys(
            InfraKey.INGEST_CPU,
            InfraKey.INGEST_MEMORY,
            InfraKey.INGEST_MIN_TASKS,
            InfraKey.INGEST_MAX_TASKS,
            InfraKey.INGEST_REQUESTS_PER_TASK);
    private static final TaskConfig.Keys LIVE = new TaskConfig.Keys(
            InfraKey.LIVE_CPU,
            InfraKey.LIVE_MEMORY,
            InfraKey.LIVE_MIN_TASKS,
            InfraKey.LIVE_MAX_TASKS,
            InfraKey.LIVE_REQUESTS_PER_TASK);

    /** What tasks and images are made for. */
    public enum CpuArchitecture {
        ARM64,
        X86_64
    }

    /** How much CloudWatch tells of tasks. */
    public enum Insights {
        DISABLED,
        ENABLED,
        ENHANCED
    }

    /** How the live service reads its stream, in the service's own words. */
    public enum Consumer {
        FAN_OUT,
        POLLING
    }

    public static ServicesConfig read(Settings settings) {
        ServicesConfig config = new ServicesConfig(
                settings.choice(InfraKey.CPU_ARCHITECTURE, CpuArchitecture.class),
                settings.choice(InfraKey.CONTAINER_INSIGHTS, Insights.class),
                settings.integer(InfraKey.SERVICE_CPU_TARGET, 10, 90),
                settings.flag(InfraKey.SERVICE_EXEC),
                TaskConfig.read(settings, INGEST, MOST_TASKS),
                settings.integer(InfraKey.INGEST_SPOOL, 0, 150),
                TaskConfig.read(settings, LIVE, MOST_CONSUMERS),
                settings.choice(InfraKey.LIVE_CONSUMER, Consumer.class),
                Checks.matching(settings, InfraKey.CERTIFICATE_ARN, CERTIFICATE, "the ARN of a certificate in ACM"),
                Checks.matching(settings, InfraKey.DOMAIN_NAME, DOMAIN, "a name such as tapeline.example.com"),
                Checks.matching(settings, InfraKey.HOSTED_ZONE_ID, ZONE, "the id of a hosted zone"),
                settings.integer(InfraKey.SELF_SIGNED_GENERATION, 1, 1_000_000),
                settings.flag(InfraKey.WAF_ENABLED),
                settings.integer(InfraKey.WAF_RATE_LIMIT, 10, 2_000_000_000),
                settings.flag(InfraKey.BALANCER_PROTECTION));
        if (config.liveConsumer == Consumer.POLLING && config.live.maxTasks() > MOST_POLLING) {
            settings.problem(
                    InfraKey.LIVE_MAX_TASKS,
                    "is more than the " + MOST_POLLING + " that can share a stream with live_consumer polling: "
                            + config.live.maxTasks());
        }
        return config;
    }

    /** What the load balancer proves itself with. */
    public void checkCertificate(Settings settings, GeneralConfig.Environment environment) {
        boolean arn = settings.optional(InfraKey.CERTIFICATE_ARN).isPresent();
        boolean domain = settings.optional(InfraKey.DOMAIN_NAME).isPresent();
        boolean zone = settings.optional(InfraKey.HOSTED_ZONE_ID).isPresent();
        if (zone && !domain) {
            settings.problem(InfraKey.HOSTED_ZONE_ID, "is for domain_name, which is absent");
        }
        if (domain && !zone && !arn) {
            settings.problem(
                    InfraKey.DOMAIN_NAME, "needs hosted_zone_id, where its certificate is proven, or certificate_arn");
        }
        if (!arn && !domain && environment != GeneralConfig.Environment.DEV) {
            settings.problem(
                    InfraKey.CERTIFICATE_ARN,
                    "or domain_name with hosted_zone_id is required: a self-signed certificate is for dev");
        }
    }
}
