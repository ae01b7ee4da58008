package io.tapeline.infra.observability;

import io.tapeline.infra.observability.Alarms.Condition;
import io.tapeline.infra.observability.Alarms.Silence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;

/** Alarms of ingest and live, and of the balancer before them. */
final class ServiceAlarms {
    private static final int MINUTES = 5;
    private static final int BUSY_PERCENT = 90;

    private final Alarms alarms;
    private final Watched.Services services;

    ServiceAlarms(Alarms alarms, Watched.Services services) {
        this.alarms = alarms;
        this.services = services;
    }

    /** Makes all of them; the one that rings when nobody answers comes back. */
    Alarm all(String pipeline) {
        alarms.when(
                "services-5xx",
                Condition.above(failures(services), 1, MINUTES, Silence.IS_FINE),
                "More than one request in a hundred has been answered with a 5xx for 5 minutes.",
                "A 503 of ingest means that the stream does not take what comes: look at its throttling, and at"
                        + " docs/operations.md, Health. A 502 or 504 is the balancer's: look at the tasks.");
        alarms.when(
                "services-unhealthy",
                Condition.above(Metrics.targets(services, "MAX", "UnHealthyHostCount"), 0, 2, Silence.IS_FINE),
                "A task has not been healthy for 10 minutes.",
                "Look at its log, and at what /q/health/ready names as the problem; ECS replaces a task that does not answer.");
        load("ingest", services.ingest());
        load("live", services.live());
        services.ingestLogs()
                .ifPresent(
                        logs -> alarms.when(
                                "ingest-given-up",
                                Condition.above(
                                        Metrics.pipeline(pipeline, LogFilters.GIVEN_UP, "Sum"), 0, 1, Silence.IS_FINE),
                                "Ingest has given up batches: the posts in them were answered with a 503, or wait in its spool.",
                                "Producers send them again. Look at Kinesis: its health, the stream's shards, the role's rights."));
        return alarms.when(
                "services-down",
                new Condition(
                        Metrics.targets(services, "MIN", "HealthyHostCount"),
                        ComparisonOperator.LESS_THAN_THRESHOLD,
                        1,
                        1,
                        Silence.IS_AN_ALARM),
                "A service has had no healthy task for 5 minutes: nobody can post, or nobody sees live updates.",
                "Look at the service's events in ECS. If a deployment has just been, it rolls back by itself; if tasks end at"
                        + " once, their log says why.");
    }

    private void load(String name, String service) {
        for (String what : List.of("CPU", "Memory")) {
            alarms.when(
                    name + "-" + what.toLowerCase(Locale.ROOT),
                    Condition.above(
                            Metrics.service(services, service, what + "Utilization", "Average"),
                            BUSY_PERCENT,
                            MINUTES * 2,
                            Silence.IS_FINE),
                    "The tasks of " + name + " have been at their limit for 10 minutes (" + what + ").",
                    "There are more of them by themselves up to the service's maximum: raise that, or their size.");
        }
    }

    /** Percent of requests that were answered with a 5xx, by whomever. */
    static IMetric failures(Watched.Services services) {
        return Metrics.expression(
                "IF(requests > 0, 100 * (FILL(targets, 0) + FILL(balancer, 0)) / requests, 0)",
                "5xx, percent",
                Map.of(
                        "requests", Metrics.balancer(services, "RequestCount", "Sum"),
                        "targets", Metrics.balancer(services, "HTTPCode_Target_5XX_Count", "Sum"),
                        "balancer", Metrics.balancer(services, "HTTPCode_ELB_5XX_Count", "Sum")),
                Metrics.MINUTE);
    }
}
