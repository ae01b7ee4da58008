package io.tapeline.infra.network;

import io.tapeline.infra.TapelineStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import java.util.List;
import software.amazon.awscdk.CfnWaitConditionHandle;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.constructs.Construct;

/**
 * Private subnets over several zones, of a VPC of our own or an existing one. There is no public subnet. Of an existing one
 * nothing is changed, but for endpoints where they are asked for.
 */
public final class NetworkStack extends TapelineStack {
    private final IVpc vpc;

    public NetworkStack(Construct scope, InfraConfig config, FoundationStack foundation) {
        super(scope, config, "network", "private subnets and their endpoints");
        NetworkConfig network = config.network();
        this.vpc = network.vpcId().map(this::existing).orElseGet(this::created);
        if (network.vpcId().isEmpty()) {
            new NetworkRules(this, network);
            new FlowRecords(this, network, named("flow-logs"), logRetention(), foundation.key());
        }
        if (network.createEndpoints()) {
            new Endpoints(this, network, config.general().prefix());
        } else if (network.vpcId().isPresent()) {
            // A stack must have something in it; this is nothing.
            new CfnWaitConditionHandle(this, "Nothing");
        }
        if (network.internetEgress()) {
            new InternetEgress(this);
        }
        output("vpc_id", "the VPC", vpc.getVpcId());
    }

    private IVpc existing(String id) {
        NetworkConfig network = config().network();
        return Vpc.fromVpcAttributes(
                this,
                "Vpc",
                VpcAttributes.builder()
                        .vpcId(id)
                        .vpcCidrBlock(network.vpcCidr())
                        .availabilityZones(zones())
                        .privateSubnetIds(network.privateSubnetIds())
                        .privateSubnetRouteTableIds(network.privateRouteTableIds())
                        .build());
    }

    private IVpc created() {
        return Vpc.Builder.create(this, "Vpc")
                .vpcName(config().general().prefix())
                .ipAddresses(IpAddresses.cidr(config().network().vpcCidr()))
                .availabilityZones(zones())
                .natGateways(0)
                .createInternetGateway(false)
                // Nothing uses the default group. It lets its members talk, and no template can take that away: CDK's
                // own
                // handler does, once.
                .restrictDefaultSecurityGroup(true)
                .subnetConfiguration(List.of(SubnetConfiguration.builder()
                        .name("private")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .build()))
                .build();
    }

    private List<String> zones() {
        return config().network().zones().stream()
                .map(letter -> config().general().region() + letter)
                .toList();
    }

    public IVpc vpc() {
        return vpc;
    }

    /** Its private subnets, one a zone. */
    public List<ISubnet> subnets() {
        return config().network().vpcId().isPresent() ? vpc.getPrivateSubnets() : vpc.getIsolatedSubnets();
    }

    /** The same, as constructs ask for them. */
    public SubnetSelection selection() {
        return SubnetSelection.builder().subnets(subnets()).build();
    }
}
