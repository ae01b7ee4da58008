package io.tapeline.infra.cluster;

import java.util.List;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.emr.CfnCluster;
import software.amazon.awscdk.services.emr.CfnCluster.InstanceFleetConfigProperty;
import software.amazon.awscdk.services.emr.CfnCluster.InstanceFleetProvisioningSpecificationsProperty;
import software.amazon.awscdk.services.emr.CfnCluster.InstanceTypeConfigProperty;
import software.amazon.awscdk.services.emr.CfnCluster.JobFlowInstancesConfigProperty;
import software.amazon.awscdk.services.emr.CfnCluster.OnDemandProvisioningSpecificationProperty;
import software.amazon.awscdk.services.emr.CfnInstanceFleetConfig;
import software.constructs.Construct;

/**
 * The nodes as fleets: of each kind several instance types, all weighing the same, in whichever subnet has them. Primary
 * and core nodes are on-demand; the task fleet is a resource of its own, which changes without the cluster.
 */
final class Fleets implements Nodes {
    /** How long to look for spot instances before on-demand ones are taken; EMR takes 5 to 1440 minutes. */
    private static final int SPOT_PATIENCE_MINUTES = 10;

    private static final String ON_DEMAND_STRATEGY = "lowest-price";
    private static final String SPOT_STRATEGY = "price-capacity-optimized";
    private static final String SWITCH = "SWITCH_TO_ON_DEMAND";
    private static final int WEIGHT = 1;

    private final NodesConfig nodes;

    Fleets(NodesConfig nodes) {
        this.nodes = nodes;
    }

    @Override
    public JobFlowInstancesConfigProperty.Builder instances(List<ISubnet> subnets) {
        return new JobFlowInstancesConfigProperty.Builder()
                .ec2SubnetIds(subnets.stream().map(ISubnet::getSubnetId).toList())
                .masterInstanceFleet(fleet("primary", nodes.types().primary(), 1))
                .coreInstanceFleet(fleet("core", nodes.types().core(), nodes.coreCount()));
    }

    private InstanceFleetConfigProperty fleet(String name, List<String> types, int count) {
        return InstanceFleetConfigProperty.builder()
                .name(name)
                .targetOnDemandCapacity(count)
                .instanceTypeConfigs(types.stream().map(this::type).toList())
                .launchSpecifications(InstanceFleetProvisioningSpecificationsProperty.builder()
                        .onDemandSpecification(OnDemandProvisioningSpecificationProperty.builder()
                                .allocationStrategy(ON_DEMAND_STRATEGY)
                                .build())
                        .build())
                .build();
    }

    private InstanceTypeConfigProperty type(String name) {
        return InstanceTypeConfigProperty.builder()
                .instanceType(name)
                .weightedCapacity(WEIGHT)
                .ebsConfiguration(Disks.ofCluster(nodes.volumes()))
                .build();
    }

    @Override
    public void addTaskNodes(Construct scope, CfnCluster cluster) {
        if (nodes.taskCount() == 0) {
            return;
        }
        CfnInstanceFleetConfig.Builder.create(scope, "TaskFleet")
                .clusterId(cluster.getRef())
                .name("task")
                .instanceFleetType("TASK")
                .targetOnDemandCapacity(nodes.onDemandTaskCount())
                .targetSpotCapacity(nodes.spotCount())
                .instanceTypeConfigs(
                        nodes.types().task().stream().map(this::taskType).toList())
                .launchSpecifications(CfnInstanceFleetConfig.InstanceFleetProvisioningSpecificationsProperty.builder()
                        .onDemandSpecification(
                                CfnInstanceFleetConfig.OnDemandProvisioningSpecificationProperty.builder()
                                        .allocationStrategy(ON_DEMAND_STRATEGY)
                                        .build())
                        .spotSpecification(CfnInstanceFleetConfig.SpotProvisioningSpecificationProperty.builder()
                                .allocationStrategy(SPOT_STRATEGY)
                                .timeoutAction(SWITCH)
                                .timeoutDurationMinutes(SPOT_PATIENCE_MINUTES)
                                .build())
                        .build())
                .build();
    }

    private CfnInstanceFleetConfig.InstanceTypeConfigProperty taskType(String name) {
        CfnInstanceFleetConfig.InstanceTypeConfigProperty.Builder type =
                CfnInstanceFleetConfig.InstanceTypeConfigProperty.builder()
                        .instanceType(name)
                        .weightedCapacity(WEIGHT)
                        .ebsConfiguration(Disks.ofTaskFleet(nodes.volumes()));
        if (nodes.mayBeSpot()) {
            nodes.spotPrice()
                    .ifPresentOrElse(
                            price -> type.bidPrice(price.toPlainString()),
                            () -> type.bidPriceAsPercentageOfOnDemandPrice(100));
        }
        return type.build();
    }
}
