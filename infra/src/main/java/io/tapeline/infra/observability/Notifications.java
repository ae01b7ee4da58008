package io.tapeline.infra.observability;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/** Publishes, as a sentence, what happens to the cluster and the tasks of the services. */
final class Notifications extends Construct {
    private final String prefix;
    private final ITopic topic;

    Notifications(Construct scope, String prefix, ITopic topic) {
        super(scope, "Notifications");
        this.prefix = prefix;
        this.topic = topic;
    }

    /** The cluster grows or shrinks. */
    void resizes(Watched.Cluster cluster) {
        rule(
                "Resize",
                "the cluster is resized",
                EventPattern.builder()
                        .source(List.of("aws.emr"))
                        .detailType(List.of(
                                "EMR Instance Group Resize",
                                "EMR Instance Fleet Resize",
                                "EMR Managed Scaling Action",
                                "EMR Auto Scaling Policy State Change"))
                        .detail(Map.of("clusterId", List.of(cluster.id())))
                        .build(),
                emr());
        rule(
                "SpotInterruption",
                "EC2 takes back a spot instance",
                EventPattern.builder()
                        .source(List.of("aws.ec2"))
                        .detailType(List.of("EC2 Spot Instance Interruption Warning"))
                        .build(),
                "EC2 takes back the spot instance " + EventField.fromPath("$.detail.instance-id") + " in two minutes ("
                        + EventField.fromPath("$.detail.instance-action")
                        + "). It may be one of the cluster's: EMR replaces it, and YARN runs its containers elsewhere.");
    }

    /** The cluster ends, a step fails, nodes cannot be had. */
    void cluster(Watched.Cluster cluster) {
        rule(
                "ClusterEnd",
                "the cluster ends",
                emr(cluster, "EMR Cluster State Change", List.of("TERMINATED", "TERMINATED_WITH_ERRORS")),
                emr());
        rule("StepFailure", "a step fails", emr(cluster, "EMR Step Status Change", List.of("FAILED")), emr());
        rule(
                "ClusterTrouble",
                "instances of the cluster fail or cannot be had",
                EventPattern.builder()
                        .source(List.of("aws.emr"))
                        .detailType(List.of(
                                "EMR Instance Group Provisioning",
                                "EMR Instance Fleet Provisioning",
                                "EMR Unhealthy Node Replacement",
                                "EMR Configuration Error"))
                        .detail(Map.of("clusterId", List.of(cluster.id())))
                        .build(),
                emr());
    }

    private static EventPattern emr(Watched.Cluster cluster, String type, List<String> states) {
        return EventPattern.builder()
                .source(List.of("aws.emr"))
                .detailType(List.of(type))
                .detail(Map.of("clusterId", List.of(cluster.id()), "state", states))
                .build();
    }

    private static String emr() {
        return EventField.fromPath("$.detail-type") + ", " + EventField.fromPath("$.detail.severity") + ": "
                + EventField.fromPath("$.detail.message");
    }

    /** A task ends that nobody has told to, or a deployment fails. */
    void services(Watched.Services services) {
        rule(
                "TaskEnd",
                "a task of the services ends by itself",
                EventPattern.builder()
                        .source(List.of("aws.ecs"))
                        .detailType(List.of("ECS Task State Change"))
                        .detail(Map.of(
                                "clusterArn",
                                List.of(Map.of("suffix", ":cluster/" + services.cluster())),
                                "lastStatus",
                                List.of("STOPPED"),
                                "stopCode",
                                List.of(Map.of("anything-but", List.of("ServiceSchedulerInitiated", "UserInitiated")))))
                        .build(),
                "A task of " + EventField.fromPath("$.detail.group") + " has ended ("
                        + EventField.fromPath("$.detail.stopCode") + "): "
                        + EventField.fromPath("$.detail.stoppedReason") + ". ECS starts another one.");
        rule(
                "DeploymentFailure",
                "a deployment of the services fails",
                EventPattern.builder()
                        .source(List.of("aws.ecs"))
                        .detailType(List.of("ECS Deployment State Change"))
                        .resources(List.of(services.arn(services.ingest()), services.arn(services.live())))
                        .detail(Map.of("eventName", List.of("SERVICE_DEPLOYMENT_FAILED")))
                        .build(),
                "A deployment has failed: " + EventField.fromPath("$.detail.reason")
                        + ". ECS goes back to the one before.");
    }

    private void rule(String id, String when, EventPattern pattern, String text) {
        Rule.Builder.create(this, id)
                .description("Tell when " + when)
                .eventPattern(pattern)
                .targets(List.of(SnsTopic.Builder.create(topic)
                        .message(RuleTargetInput.fromText(prefix + ": " + text))
                        .build()))
                .build();
    }
}
