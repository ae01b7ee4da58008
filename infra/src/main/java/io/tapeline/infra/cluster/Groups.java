package io.tapeline.infra.cluster;

import java.util.List;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.emr.CfnCluster;
import software.amazon.awscdk.services.emr.CfnCluster.InstanceGroupConfigProperty;
import software.amazon.awscdk.services.emr.CfnCluster.JobFlowInstancesConfigProperty;
import software.amazon.awscdk.services.emr.CfnInstanceGroupConfig;
import software.constructs.Construct;

/**
 * The nodes as groups: of each kind one instance type, all in the first subnet. Of task nodes there are two groups, since
 * a group is either on-demand or spot. The custom rules scale that of spot instances, or the other if there is none.
 */
final class Groups implements Nodes {
    private static final String ON_DEMAND = "ON_DEMAND";

    private final NodesConfig nodes;
    private final ScalingConfig scaling;

    Groups(NodesConfig nodes, ScalingConfig scaling) {
        this.nodes = nodes;
        this.scaling = scaling;
    }

    @Override
    public JobFlowInstancesConfigProperty.Builder instances(List<ISubnet> subnets) {
        return new JobFlowInstancesConfigProperty.Builder()
                .ec2SubnetId(subnets.get(0).getSubnetId())
                .masterInstanceGroup(group("primary", nodes.types().primary().get(0), 1))
                .coreInstanceGroup(group("core", nodes.types().core().get(0), nodes.coreCount()));
    }

    private InstanceGroupConfigProperty group(String name, String type, int count) {
        return InstanceGroupConfigProperty.builder()
                .name(name)
                .market(ON_DEMAND)
                .instanceType(type)
                .instanceCount(count)
                .ebsConfiguration(Disks.ofCluster(nodes.volumes()))
                .build();
    }

    @Override
    public void addTaskNodes(Construct scope, CfnCluster cluster) {
        if (nodes.taskCount() == 0 && scaling.mode() == ScalingConfig.Mode.OFF) {
            return;
        }
        if (nodes.spotPercentage() < 100) {
            CfnInstanceGroupConfig.Builder group = taskGroup(scope, "TaskOnDemand", cluster, nodes.onDemandTaskCount());
            group.market(ON_DEMAND);
            if (!nodes.mayBeSpot()) {
                addRules(group, cluster);
            }
            group.build();
        }
        if (nodes.mayBeSpot()) {
            CfnInstanceGroupConfig.Builder group = taskGroup(scope, "TaskSpot", cluster, nodes.spotCount());
            group.market("SPOT");
            nodes.spotPrice().ifPresent(price -> group.bidPrice(price.toPlainString()));
            addRules(group, cluster);
            group.build();
        }
    }

    private CfnInstanceGroupConfig.Builder taskGroup(Construct scope, String id, CfnCluster cluster, int count) {
        return CfnInstanceGroupConfig.Builder.create(scope, id)
                .jobFlowId(cluster.getRef())
                .name(id)
                .instanceRole("TASK")
                .instanceType(nodes.types().task().get(0))
                .instanceCount(count)
                .ebsConfiguration(Disks.ofTaskGroup(nodes.volumes()));
    }

    private void addRules(CfnInstanceGroupConfig.Builder group, CfnCluster cluster) {
        if (scaling.mode() == ScalingConfig.Mode.CUSTOM) {
            group.autoScalingPolicy(ScalingRules.of(cluster.getRef(), scaling.least(), scaling.most()));
        }
    }
}
