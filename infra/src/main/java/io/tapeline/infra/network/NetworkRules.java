package io.tapeline.infra.network;

import io.tapeline.infra.Accepted;
import java.util.List;
import software.amazon.awscdk.services.ec2.AclCidr;
import software.amazon.awscdk.services.ec2.AclTraffic;
import software.amazon.awscdk.services.ec2.NetworkAcl;
import software.amazon.awscdk.services.ec2.NetworkAclEntry;
import software.amazon.awscdk.services.ec2.TrafficDirection;
import software.constructs.Construct;

/**
 * What may cross the border of the subnets at all, whatever a security group says. In: the VPC, HTTPS of the clients, and
 * answers. Out: the VPC, answers to the clients, and HTTPS. The VPC's resolver and clock are never held up by such rules.
 */
final class NetworkRules extends Construct {
    /** From here on a caller picks the port that answers come to. */
    private static final int FIRST_EPHEMERAL = 1024;

    private static final int LAST_PORT = 65535;
    private static final int HTTPS = 443;
    /** Of Binance's market data. */
    private static final int FEED_HTTPS = 9443;

    private final NetworkAcl acl;
    private final NetworkConfig config;

    NetworkRules(NetworkStack stack, NetworkConfig config) {
        super(stack, "Rules");
        this.config = config;
        this.acl = NetworkAcl.Builder.create(this, "Acl")
                .vpc(stack.vpc())
                .subnetSelection(stack.selection())
                .build();
        inbound();
        outbound();
        Accepted.finding(
                this,
                "AwsSolutions-VPC3",
                "a second line behind the security groups, as asked for: they are the first");
    }

    private void inbound() {
        AclTraffic answers = AclTraffic.tcpPortRange(FIRST_EPHEMERAL, LAST_PORT);
        allow(TrafficDirection.INGRESS, 100, AclCidr.ipv4(config.vpcCidr()), AclTraffic.allTraffic());
        clients(TrafficDirection.INGRESS, AclTraffic.tcpPort(HTTPS));
        allow(TrafficDirection.INGRESS, 300, AclCidr.anyIpv4(), answers);
    }

    private void outbound() {
        allow(TrafficDirection.EGRESS, 100, AclCidr.ipv4(config.vpcCidr()), AclTraffic.allTraffic());
        clients(TrafficDirection.EGRESS, AclTraffic.tcpPortRange(FIRST_EPHEMERAL, LAST_PORT));
        // S3 and DynamoDB have public addresses behind their gateways, too.
        allow(TrafficDirection.EGRESS, 300, AclCidr.anyIpv4(), AclTraffic.tcpPort(HTTPS));
        if (config.internetEgress()) {
            allow(TrafficDirection.EGRESS, 310, AclCidr.anyIpv4(), AclTraffic.tcpPort(FEED_HTTPS));
        }
    }

    private void clients(TrafficDirection direction, AclTraffic traffic) {
        List<String> blocks = config.clientCidrs();
        for (int i = 0; i < blocks.size(); i++) {
            allow(direction, 200 + i, AclCidr.ipv4(blocks.get(i)), traffic);
        }
    }

    private void allow(TrafficDirection direction, int number, AclCidr block, AclTraffic traffic) {
        NetworkAclEntry.Builder.create(this, (direction == TrafficDirection.INGRESS ? "In" : "Out") + number)
                .networkAcl(acl)
                .direction(direction)
                .ruleNumber(number)
                .cidr(block)
                .traffic(traffic)
                .build();
    }
}
