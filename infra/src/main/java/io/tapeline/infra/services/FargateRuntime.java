package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.network.NetworkStack;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.AvailabilityZoneRebalancing;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargatePlatformVersion;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.PropagatedTagSource;
import software.amazon.awscdk.services.ecs.RequestCountScalingProps;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationActionProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.TargetType;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A service on Fargate, behind the load balancer: as many tasks as its load asks for. */
final class FargateRuntime extends Construct {
    /** Fast up, slow down: a burst comes back, and a live task that ends sends its subscribers away. */
    private static final Duration SCALE_OUT = Duration.minutes(1);

    private static final Duration SCALE_IN = Duration.minutes(10);

    private final InfraConfig config;
    private final ServiceDefinition service;
    private final FargateService fargate;
    private final ApplicationTargetGroup targets;
    private final LogGroup logs;

    FargateRuntime(
            Construct scope,
            InfraConfig config,
            ServiceDefinition service,
            NetworkStack network,
            Cluster cluster,
            RetentionDays retention,
            Optional<IKey> key) {
        super(scope, service.id());
        this.config = config;
        this.service = service;
        ServiceTask task = new ServiceTask(this, config, service, retention, key);
        this.logs = task.logGroup();
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .securityGroupName(physicalName())
                .description("Tasks of " + service.name() + ": requests of the load balancer")
                .allowAllOutbound(false)
                .build();
        service.outPorts()
                .forEach(port -> group.addEgressRule(Peer.anyIpv4(), Port.tcp(port), "The services of AWS, and feeds"));
        this.fargate = FargateService.Builder.create(this, "Service")
                .serviceName(physicalName())
                .cluster(cluster)
                .taskDefinition(task.task())
                .platformVersion(FargatePlatformVersion.LATEST)
                .assignPublicIp(false)
                .vpcSubnets(network.selection())
                .securityGroups(List.of(group))
                .minHealthyPercent(100)
                .maxHealthyPercent(200)
                .circuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(true)
                        .rollback(true)
                        .build())
                .availabilityZoneRebalancing(AvailabilityZoneRebalancing.ENABLED)
                .healthCheckGracePeriod(Duration.minutes(2))
                .enableExecuteCommand(config.services().exec())
                .enableEcsManagedTags(true)
                .propagateTags(PropagatedTagSource.SERVICE)
                .build();
        // How many there are is for the scaling to say: a deployment must not begin again at one.
        ((CfnService) fargate.getNode().findChild("Service")).addPropertyDeletionOverride("DesiredCount");
        this.targets = ApplicationTargetGroup.Builder.create(this, "Targets")
                .vpc(network.vpc())
                .protocol(ApplicationProtocol.HTTP)
                .port(service.port())
                .targetType(TargetType.IP)
                .targets(List.of(fargate))
                .deregistrationDelay(Duration.seconds(60))
                .healthCheck(HealthCheck.builder()
                        .path("/q/health/ready")
                        .port(Integer.toString(service.port()))
                        .interval(Duration.seconds(15))
                        .timeout(Duration.seconds(5))
                        .healthyThresholdCount(2)
                        .unhealthyThresholdCount(4)
                        .healthyHttpCodes("200")
                        .build())
                .build();
    }

    private String physicalName() {
        return config.general().prefix() + "-" + service.name();
    }

    /**
     * Lets requests in.
     *
     * @param firstPriority of its rules of the listener
     */
    void serve(ApplicationListener listener, int firstPriority, Balancer balancer) {
        fargate.getConnections().allowFrom(balancer.group(), Port.tcp(service.port()), "Requests and health checks");
        for (int i = 0; i < service.paths().size(); i++) {
            listener.addAction(
                    service.id() + (i + 1),
                    AddApplicationActionProps.builder()
                            .priority(firstPriority + i)
                            .conditions(List.of(ListenerCondition.pathPatterns(
                                    service.paths().get(i))))
                            .action(ListenerAction.forward(List.of(targets)))
                            .build());
        }
        scale();
    }

    private void scale() {
        ScalableTaskCount count = fargate.autoScaleTaskCount(EnableScalingProps.builder()
                .minCapacity(service.tasks().minTasks())
                .maxCapacity(service.tasks().maxTasks())
                .build());
        count.scaleOnCpuUtilization(
                "Cpu",
                CpuUtilizationScalingProps.builder()
                        .targetUtilizationPercent(config.services().cpuTarget())
                        .scaleOutCooldown(SCALE_OUT)
                        .scaleInCooldown(SCALE_IN)
                        .build());
        count.scaleOnRequestCount(
                "Requests",
                RequestCountScalingProps.builder()
                        .targetGroup(targets)
                        .requestsPerTarget(service.tasks().requestsPerTask())
                        .scaleOutCooldown(SCALE_OUT)
                        .scaleInCooldown(SCALE_IN)
                        .build());
    }

    FargateService service() {
        return fargate;
    }

    /** What the service logs. */
    LogGroup logs() {
        return logs;
    }
}
