package io.tapeline.infra.observability;

import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** The metrics there are, each with the dimensions under which its service publishes it. */
final class Metrics {
    static final Duration MINUTE = Duration.minutes(1);
    static final Duration FIVE_MINUTES = Duration.minutes(5);
    /** EMR publishes no oftener than that. */
    static final Duration EMR_PERIOD = FIVE_MINUTES;

    private Metrics() {}

    /** Where the figures of a pipeline go that are none of AWS's own: counts in logs cannot have a dimension that says so. */
    static String namespace(String pipeline) {
        return "Tapeline/" + pipeline;
    }

    static Metric emr(Watched.Cluster cluster, String name, String statistic) {
        return metric("AWS/ElasticMapReduce", name, statistic, EMR_PERIOD, Map.of("JobFlowId", cluster.id()));
    }

    static Metric stream(String stream, String name, String statistic) {
        return metric("AWS/Kinesis", name, statistic, MINUTE, Map.of("StreamName", stream))
                .with(label(stream + " " + name));
    }

    static Metric balancer(Watched.Services services, String name, String statistic) {
        return metric("AWS/ApplicationELB", name, statistic, MINUTE, Map.of("LoadBalancer", services.loadBalancer()));
    }

    static Metric service(Watched.Services services, String service, String name, String statistic) {
        return metric(
                "AWS/ECS", name, statistic, MINUTE, Map.of("ClusterName", services.cluster(), "ServiceName", service));
    }

    static Metric night(Watched.Night night, String name, String statistic) {
        return metric("AWS/States", name, statistic, FIVE_MINUTES, Map.of("StateMachineArn", night.stateMachineArn()));
    }

    static Metric warehouse(Watched.Warehouse warehouse, String name, String statistic) {
        return metric(
                "AWS/Redshift-Serverless", name, statistic, FIVE_MINUTES, Map.of("Workgroup", warehouse.workgroup()));
    }

    static Metric athena(Watched.Lake lake, String name, String statistic) {
        return metric("AWS/Athena", name, statistic, FIVE_MINUTES, Map.of("WorkGroup", lake.workgroup()));
    }

    /** A figure of a job: see {@code job_metrics.py}. */
    static Metric job(String pipeline, Job job, String name, String statistic) {
        return metric(namespace(pipeline), name, statistic, MINUTE, Map.of("Job", job.dimension()));
    }

    /** What is counted in logs and in the lake. */
    static Metric pipeline(String pipeline, String name, String statistic) {
        return metric(namespace(pipeline), name, statistic, FIVE_MINUTES, Map.of());
    }

    /** What the agent on each node of the cluster publishes, the highest or lowest of them. */
    static MathExpression nodes(Watched.Cluster cluster, String function, String name) {
        return query(
                "SELECT " + function + "(" + name
                        + ") FROM SCHEMA(CWAgent, \"cluster.id\", \"instance.id\", \"node.type\", \"service.name\") WHERE"
                        + " \"cluster.id\" = '" + cluster.id() + "'",
                name);
    }

    /** A metric of target groups behind the balancer, the highest or lowest of them. */
    static MathExpression targets(Watched.Services services, String function, String name) {
        return query(
                "SELECT " + function + "(" + name
                        + ") FROM SCHEMA(\"AWS/ApplicationELB\", LoadBalancer, TargetGroup) WHERE LoadBalancer = '"
                        + services.loadBalancer() + "'",
                name);
    }

    private static MathExpression query(String sql, String label) {
        return MathExpression.Builder.create()
                .expression(sql)
                .label(label)
                .usingMetrics(Map.of())
                .period(FIVE_MINUTES)
                .build();
    }

    static MathExpression expression(String expression, String label, Map<String, IMetric> metrics, Duration period) {
        return MathExpression.Builder.create()
                .expression(expression)
                .label(label)
                .usingMetrics(metrics)
                .period(period)
                .build();
    }

    private static Metric metric(
            String namespace, String name, String statistic, Duration period, Map<String, String> dimensions) {
        return Metric.Builder.create()
                .namespace(namespace)
                .metricName(name)
                .statistic(statistic)
                .period(period)
                .dimensionsMap(dimensions)
                .build();
    }

    private static MetricOptions label(String text) {
        return MetricOptions.builder().label(text).build();
    }

    /** Whose figure it is. */
    enum Job {
        STREAM,
        BATCH;

        String dimension() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
