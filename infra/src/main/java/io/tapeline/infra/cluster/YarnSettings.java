package io.tapeline.infra.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How YARN shares the cluster.
 *
 * <p>Application masters run on on-demand nodes, whose label EMR gives them. The stream job's queue asks for such nodes for
 * all of its containers, has its share guaranteed, and is never preempted. The night's queue has a limit; where task nodes
 * may be spot instances its executors ask for no label, so that they run there, and what they borrow of on-demand nodes
 * is taken back when the stream job asks for it.
 */
final class YarnSettings {
    static final String STREAMING = "streaming";
    static final String BATCH = "batch";

    private static final String DEFAULT = "default";
    private static final String ON_DEMAND = "ON_DEMAND";
    private static final String SPOT = "SPOT";
    private static final String ROOT = "yarn.scheduler.capacity.root";
    /** The stream job's master may fail so often; that of the night once, since its steps are retried. */
    private static final String MOST_ATTEMPTS = "10";

    private final ClusterConfig config;

    YarnSettings(ClusterConfig config) {
        this.config = config;
    }

    List<Classification> classifications() {
        return List.of(Classification.of("yarn-site", site()), Classification.of("capacity-scheduler", queues()));
    }

    private Map<String, String> site() {
        Map<String, String> site = new TreeMap<>(Map.of(
                "yarn.node-labels.enabled",
                "true",
                "yarn.node-labels.am.default-node-label-expression",
                ON_DEMAND,
                "yarn.resourcemanager.scheduler.monitor.enable",
                "true",
                "yarn.resourcemanager.scheduler.monitor.policies",
                "org.apache.hadoop.yarn.server.resourcemanager.monitor.capacity.ProportionalCapacityPreemptionPolicy",
                "yarn.resourcemanager.am.max-attempts",
                MOST_ATTEMPTS));
        site.put("yarn.log-aggregation-enable", "true");
        site.put("yarn.log-aggregation.retain-seconds", Integer.toString(config.logDays() * 86_400));
        site.put("yarn.nodemanager.log-aggregation.compression-type", "gz");
        // The stream job's logs are to be there before it ends.
        site.put("yarn.nodemanager.log-aggregation.roll-monitoring-interval-seconds", "3600");
        if (config.access().certificates().isEmpty()) {
            // The shuffle service must know what SparkSettings asks for.
            site.put("spark.authenticate", "true");
            site.put("spark.network.crypto.enabled", "true");
        }
        return site;
    }

    private Map<String, String> queues() {
        Map<String, String> queues = new TreeMap<>();
        queues.put(
                "yarn.scheduler.capacity.resource-calculator",
                "org.apache.hadoop.yarn.util.resource.DominantResourceCalculator");
        queues.put(ROOT + ".queues", String.join(",", DEFAULT, STREAMING, BATCH));
        queues.put(ROOT + ".accessible-node-labels", "*");
        for (String label : List.of(ON_DEMAND, SPOT)) {
            queues.put(ROOT + ".accessible-node-labels." + label + ".capacity", "100");
        }
        addQueue(queues, STREAMING, config.queues().streaming(), 100);
        addQueue(queues, BATCH, config.queues().batch(), config.queues().batchLimit());
        addQueue(
                queues,
                DEFAULT,
                config.queues().analysts(),
                100 - config.queues().streaming());
        queues.put(ROOT + "." + STREAMING + ".default-node-label-expression", ON_DEMAND);
        queues.put(ROOT + "." + STREAMING + ".disable_preemption", "true");
        if (!config.nodes().mayBeSpot()) {
            queues.put(ROOT + "." + BATCH + ".default-node-label-expression", ON_DEMAND);
        }
        return queues;
    }

    private static void addQueue(Map<String, String> queues, String name, int share, int limit) {
        String queue = ROOT + "." + name;
        queues.put(queue + ".capacity", Integer.toString(share));
        queues.put(queue + ".maximum-capacity", Integer.toString(limit));
        queues.put(queue + ".user-limit-factor", "100");
        // A master of the stream job or the night is small; analysts have many.
        queues.put(queue + ".maximum-am-resource-percent", "0.5");
        queues.put(queue + ".accessible-node-labels", "*");
        for (String label : List.of(ON_DEMAND, SPOT)) {
            queues.put(queue + ".accessible-node-labels." + label + ".capacity", Integer.toString(share));
            queues.put(queue + ".accessible-node-labels." + label + ".maximum-capacity", Integer.toString(limit));
        }
    }
}
