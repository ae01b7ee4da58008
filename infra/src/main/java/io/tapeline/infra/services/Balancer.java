package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.network.NetworkStack;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationActionProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.DesyncMitigationMode;
import software.amazon.awscdk.services.elasticloadbalancingv2.FixedResponseOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.IListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.constructs.Construct;

/**
 * The one way in, in private subnets: HTTPS with TLS 1.3, from the VPC and the clients' addresses. A request that no service
 * has named as its own gets a 404 here, so that health, metrics and the like under {@code /q/} stay inside.
 */
final class Balancer extends Construct {
    /**
     * Longer than the 32 s that a post may wait for room and for its acknowledgement, and shorter than the two minutes after which the
     * services drop a silent connection: so it is never they who close one that a request is under way on.
     */
    static final Duration IDLE_TIMEOUT = Duration.seconds(90);

    private static final int HTTPS = 443;

    private final ApplicationLoadBalancer balancer;
    private final SecurityGroup group;

    /**
     * @param logsBucket takes access logs under {@code alb/}
     */
    Balancer(Construct scope, InfraConfig config, NetworkStack network, String logsBucket) {
        super(scope, "Balancer");
        this.group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .securityGroupName(config.general().prefix() + "-balancer")
                .description("The load balancer: HTTPS from the VPC and the clients")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(Peer.ipv4(config.network().vpcCidr()), Port.tcp(HTTPS), "HTTPS from the VPC");
        config.network()
                .clientCidrs()
                .forEach(block -> group.addIngressRule(Peer.ipv4(block), Port.tcp(HTTPS), "HTTPS of clients"));
        this.balancer = ApplicationLoadBalancer.Builder.create(this, "Alb")
                .loadBalancerName(config.general().prefix() + "-alb")
                .vpc(network.vpc())
                .vpcSubnets(network.selection())
                .internetFacing(false)
                .securityGroup(group)
                .idleTimeout(IDLE_TIMEOUT)
                .dropInvalidHeaderFields(true)
                .desyncMitigationMode(DesyncMitigationMode.DEFENSIVE)
                .deletionProtection(config.services().balancerProtection())
                .build();
        // The bucket's policy is the lake's; logAccessLogs would write another.
        balancer.setAttribute("access_logs.s3.enabled", "true");
        balancer.setAttribute("access_logs.s3.bucket", logsBucket);
        balancer.setAttribute("access_logs.s3.prefix", "alb");
    }

    /** Opens the door. */
    ApplicationListener listen(IListenerCertificate certificate) {
        ApplicationListener listener = balancer.addListener(
                "Https",
                BaseApplicationListenerProps.builder()
                        .port(HTTPS)
                        .protocol(ApplicationProtocol.HTTPS)
                        .sslPolicy(SslPolicy.TLS13_13)
                        .certificates(List.of(certificate))
                        // Its rules are those of the group above, no more.
                        .open(false)
                        .defaultAction(nothing())
                        .build());
        // The services resolve dots in a path, and the balancer does not: /_static/../q/metrics would be let through.
        listener.addAction(
                "Dots",
                AddApplicationActionProps.builder()
                        .priority(1)
                        .conditions(List.of(new DotsInPath()))
                        .action(nothing())
                        .build());
        return listener;
    }

    /** A pattern may have no percent sign in it, and few stars: only an expression says this. CDK has no word for one. */
    private static final class DotsInPath extends ListenerCondition {
        @Override
        public Object renderRawCondition() {
            return Map.of(
                    "field",
                    "path-pattern",
                    "pathPatternConfig",
                    Map.of("regexValues", List.of("^.*(/[.][.]|%2[eE]).*$")));
        }
    }

    private static ListenerAction nothing() {
        return ListenerAction.fixedResponse(
                404,
                FixedResponseOptions.builder()
                        .contentType("application/json")
                        .messageBody("{\"title\":\"Nothing is here\",\"status\":404}")
                        .build());
    }

    ApplicationLoadBalancer alb() {
        return balancer;
    }

    SecurityGroup group() {
        return group;
    }
}
