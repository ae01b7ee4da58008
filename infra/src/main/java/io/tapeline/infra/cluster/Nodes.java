package io.tapeline.infra.cluster;

import java.util.List;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.emr.CfnCluster;
import software.amazon.awscdk.services.emr.CfnCluster.JobFlowInstancesConfigProperty;
import software.constructs.Construct;

/** The nodes of the cluster, however they are grouped. */
sealed interface Nodes permits Fleets, Groups {
    /** The primary and the core nodes, which belong to the cluster: begins its description. */
    JobFlowInstancesConfigProperty.Builder instances(List<ISubnet> subnets);

    /** The task nodes, which come and go. */
    void addTaskNodes(Construct scope, CfnCluster cluster);

    static Nodes of(ClusterConfig config) {
        return switch (config.collection()) {
            case FLEETS -> new Fleets(config.nodes());
            case GROUPS -> new Groups(config.nodes(), config.scaling());
        };
    }
}
