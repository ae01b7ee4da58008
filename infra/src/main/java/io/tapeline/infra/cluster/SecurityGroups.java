package io.tapeline.infra.cluster;

import java.util.List;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.constructs.Construct;

/**
 * What may talk to the nodes: each other, and EMR's service by the group that it keeps for private subnets. Nobody else,
 * until a stack that needs to lets itself in.
 */
final class SecurityGroups {
    /** What EMR's own policy asks of whatever it may use. */
    static final String TAG = "for-use-with-amazon-emr-managed-policies";

    private static final int SERVICE_TO_NODES = 8443;
    private static final int PRIMARY_TO_SERVICE = 9443;

    private final SecurityGroup primary;
    private final SecurityGroup workers;
    private final SecurityGroup service;

    SecurityGroups(Construct scope, IVpc vpc) {
        this.primary = group(scope, "Primary", vpc, "The primary node", true);
        this.workers = group(scope, "Workers", vpc, "Core and task nodes", true);
        this.service = group(scope, "ServiceAccess", vpc, "The EMR service, to nodes in private subnets", false);
        for (SecurityGroup to : List.of(primary, workers)) {
            for (SecurityGroup from : List.of(primary, workers)) {
                to.addIngressRule(from, Port.allTcp(), "Between nodes");
                to.addIngressRule(from, Port.allUdp(), "Between nodes");
                to.addIngressRule(from, Port.allIcmp(), "Between nodes");
            }
            to.addIngressRule(service, Port.tcp(SERVICE_TO_NODES), "From the EMR service");
            service.addEgressRule(to, Port.tcp(SERVICE_TO_NODES), "To the nodes");
        }
        service.addIngressRule(primary, Port.tcp(PRIMARY_TO_SERVICE), "From the primary node");
    }

    private static SecurityGroup group(Construct scope, String id, IVpc vpc, String description, boolean outbound) {
        SecurityGroup group = SecurityGroup.Builder.create(scope, id)
                .vpc(vpc)
                .description(description)
                .allowAllOutbound(outbound)
                .build();
        Tags.of(group).add(TAG, "true");
        return group;
    }

    SecurityGroup primary() {
        return primary;
    }

    SecurityGroup workers() {
        return workers;
    }

    SecurityGroup service() {
        return service;
    }
}
