package io.tapeline.infra.cluster;

import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;

/**
 * How the number of nodes follows the work.
 *
 * @param least fewest nodes; so most
 * @param mostOnDemand most of them that are on-demand
 * @param mostCore most of them that are core nodes
 */
public record ScalingConfig(Mode mode, int least, int most, int mostOnDemand, int mostCore) {
    private static final int MOST_NODES = 1000;

    /** Who scales. */
    public enum Mode {
        /** EMR, by what YARN's applications wait for. */
        MANAGED,
        /** Rules on YARN's memory and waiting containers. */
        CUSTOM,
        OFF
    }

    static ScalingConfig read(Settings settings, ClusterConfig.Collection collection, NodesConfig nodes) {
        int most = settings.integer(InfraKey.AUTO_SCALING_MAX_CAPACITY, 1, MOST_NODES);
        int mostCore = settings.optional(InfraKey.MAX_CORE).isPresent()
                ? settings.integer(InfraKey.MAX_CORE, 1, MOST_NODES)
                : nodes.coreCount();
        ScalingConfig config = new ScalingConfig(
                settings.choice(InfraKey.AUTO_SCALING, Mode.class),
                settings.integer(InfraKey.AUTO_SCALING_MIN_CAPACITY, 0, MOST_NODES),
                most,
                settings.optional(InfraKey.MAX_ON_DEMAND).isPresent()
                        ? settings.integer(InfraKey.MAX_ON_DEMAND, 1, MOST_NODES)
                        : mostCore + nodes.onDemandOf(Math.max(0, most - mostCore)),
                mostCore);
        if (config.least > most) {
            settings.problem(
                    InfraKey.AUTO_SCALING_MIN_CAPACITY,
                    "is above auto_scaling_max_capacity: " + config.least + " > " + most);
        }
        switch (config.mode) {
            case MANAGED -> config.checkManaged(settings, collection, nodes);
            case CUSTOM -> config.checkCustom(settings, collection, nodes);
            case OFF -> {}
        }
        return config;
    }

    private void checkManaged(Settings settings, ClusterConfig.Collection collection, NodesConfig nodes) {
        if (collection == ClusterConfig.Collection.FLEETS && nodes.taskCount() == 0 && most > mostCore) {
            settings.problem(
                    InfraKey.TASK_INSTANCE_COUNT,
                    "is at least 1 with fleets that EMR scales above max_core: a fleet cannot begin empty: 0");
        }
        if (least < 1) {
            settings.problem(InfraKey.AUTO_SCALING_MIN_CAPACITY, "is at least 1 when EMR scales: " + least);
        }
        if (nodes.coreCount() > most) {
            settings.problem(
                    InfraKey.CORE_INSTANCE_COUNT,
                    "is above auto_scaling_max_capacity: " + nodes.coreCount() + " > " + most);
        }
        if (nodes.coreCount() > mostCore) {
            settings.problem(
                    InfraKey.CORE_INSTANCE_COUNT, "is above max_core: " + nodes.coreCount() + " > " + mostCore);
        }
        if (mostCore > most) {
            settings.problem(InfraKey.MAX_CORE, "is above auto_scaling_max_capacity: " + mostCore + " > " + most);
        }
        if (mostOnDemand > most) {
            settings.problem(
                    InfraKey.MAX_ON_DEMAND, "is above auto_scaling_max_capacity: " + mostOnDemand + " > " + most);
        }
        if (mostCore > mostOnDemand) {
            settings.problem(
                    InfraKey.MAX_CORE,
                    "is above max_on_demand, and core nodes are on-demand: " + mostCore + " > " + mostOnDemand);
        }
    }

    private void checkCustom(Settings settings, ClusterConfig.Collection collection, NodesConfig nodes) {
        if (collection == ClusterConfig.Collection.FLEETS) {
            settings.problem(
                    InfraKey.AUTO_SCALING, "custom is for instance_collection groups: fleets have no such rules");
        }
        if (nodes.taskCount() < least || nodes.taskCount() > most) {
            settings.problem(
                    InfraKey.TASK_INSTANCE_COUNT,
                    "is not from auto_scaling_min_capacity to auto_scaling_max_capacity with auto_scaling custom: "
                            + nodes.taskCount());
        }
        for (InfraKey key : new InfraKey[] {InfraKey.MAX_ON_DEMAND, InfraKey.MAX_CORE}) {
            if (settings.optional(key).isPresent()) {
                settings.problem(key, "is for auto_scaling managed: the custom rules scale task nodes alone");
            }
        }
    }
}
