package io.tapeline.infra.network;

import java.util.List;
import software.amazon.awscdk.services.ec2.CfnInternetGateway;
import software.amazon.awscdk.services.ec2.CfnNatGateway;
import software.amazon.awscdk.services.ec2.CfnRoute;
import software.amazon.awscdk.services.ec2.CfnVPCGatewayAttachment;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.constructs.Construct;

/**
 * A way out, and none in: a regional NAT gateway, which stands in no subnet. Its own route table, which AWS makes, is the only
 * one that knows the internet gateway, so no subnet is public.
 */
final class InternetEgress extends Construct {
    InternetEgress(NetworkStack stack) {
        super(stack, "InternetEgress");
        CfnInternetGateway internet =
                CfnInternetGateway.Builder.create(this, "Gateway").build();
        CfnVPCGatewayAttachment attachment = CfnVPCGatewayAttachment.Builder.create(this, "Attachment")
                .vpcId(stack.vpc().getVpcId())
                .internetGatewayId(internet.getAttrInternetGatewayId())
                .build();
        CfnNatGateway nat = CfnNatGateway.Builder.create(this, "Nat")
                .availabilityMode("regional")
                .connectivityType("public")
                .vpcId(stack.vpc().getVpcId())
                .build();
        nat.getNode().addDependency(attachment);
        List<ISubnet> subnets = stack.subnets();
        for (int i = 0; i < subnets.size(); i++) {
            CfnRoute.Builder.create(this, "Route" + (i + 1))
                    .routeTableId(subnets.get(i).getRouteTable().getRouteTableId())
                    .destinationCidrBlock("0.0.0.0/0")
                    .natGatewayId(nat.getAttrNatGatewayId())
                    .build();
        }
    }
}
