package io.tapeline.infra.cluster;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The nodes at the start.
 *
 * @param coreCount core nodes; so taskCount
 * @param spotPercentage how many of a hundred task nodes are spot instances
 * @param spotPrice most dollars an hour for one of them
 * @param image instead of EMR's own
 */
public record NodesConfig(
        InstanceTypes types,
        int coreCount,
        int taskCount,
        int spotPercentage,
        Optional<BigDecimal> spotPrice,
        Optional<String> image,
        Volumes volumes) {
    private static final Pattern IMAGE = Pattern.compile("ami-[0-9a-f]{8,17}");
    private static final int MOST_NODES = 1000;

    /**
     * What each node stores on: gp3.
     *
     * @param rootSize GiB; so dataSize, of each of dataCount
     */
    public record Volumes(int rootSize, int dataSize, int dataCount) {}

    static NodesConfig read(Settings settings, ClusterConfig.Collection collection) {
        NodesConfig config = new NodesConfig(
                InstanceTypes.read(settings, collection),
                settings.integer(InfraKey.CORE_INSTANCE_COUNT, 1, MOST_NODES),
                settings.integer(InfraKey.TASK_INSTANCE_COUNT, 0, MOST_NODES),
                settings.integer(InfraKey.SPOT_INSTANCE_PERCENTAGE, 0, 100),
                settings.decimal(InfraKey.SPOT_BID_PRICE, new BigDecimal("0.001"), BigDecimal.valueOf(1000)),
                Checks.matching(settings, InfraKey.CUSTOM_AMI, IMAGE, "the id of an image"),
                new Volumes(
                        settings.integer(InfraKey.ROOT_VOLUME_SIZE, 15, 100),
                        settings.integer(InfraKey.DATA_VOLUME_SIZE, 10, 16_384),
                        settings.integer(InfraKey.DATA_VOLUME_COUNT, 1, 24)));
        if (config.spotPrice.isPresent() && config.spotPercentage == 0) {
            settings.problem(
                    InfraKey.SPOT_BID_PRICE,
                    "is for spot instances: spot_instance_percentage is 0: "
                            + config.spotPrice.get().toPlainString());
        }
        return config;
    }

    /** Task nodes that are spot instances at the start. */
    public int spotCount() {
        return taskCount - onDemandTaskCount();
    }

    /** Task nodes that are not. */
    public int onDemandTaskCount() {
        return onDemandOf(taskCount);
    }

    /** Of so many task nodes those that are on-demand, rounded up: half a node is not taken away. */
    int onDemandOf(int count) {
        return (count * (100 - spotPercentage) + 99) / 100;
    }

    /** Whether a node may be taken away by EC2. */
    public boolean mayBeSpot() {
        return spotPercentage > 0;
    }
}
