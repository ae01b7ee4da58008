package io.tapeline.infra.cluster;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The cluster.
 *
 * @param release its EMR release
 * @param applications all that are installed
 * @param idleSeconds after which it ends; 0: never
 * @param stepConcurrency steps that may run at once
 * @param pythonPackages as pip takes them
 * @param logDays that it keeps logs of applications
 */
public record ClusterConfig(
        String release,
        Set<EmrApplication> applications,
        Collection collection,
        NodesConfig nodes,
        ScalingConfig scaling,
        AccessConfig access,
        QueuesConfig queues,
        JobsConfig jobs,
        int idleSeconds,
        boolean terminationProtection,
        int stepConcurrency,
        List<String> pythonPackages,
        int logDays) {
    private static final int LEAST_IDLE = 60;
    private static final int MOST_IDLE = 604_800;
    private static final String FLINK = "1.20";
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(==[A-Za-z0-9.]+)?");

    private static final Set<EmrApplication> ALWAYS = EnumSet.of(
            EmrApplication.HADOOP,
            EmrApplication.FLINK,
            EmrApplication.SPARK,
            EmrApplication.HIVE,
            EmrApplication.ZEPPELIN,
            EmrApplication.ZOOKEEPER,
            EmrApplication.CLOUDWATCH_AGENT);

    private static final Map<String, Set<EmrApplication>> OPTIONAL = Map.of(
            "trino", EnumSet.of(EmrApplication.TRINO),
            "hbase", EnumSet.of(EmrApplication.HBASE),
            "pig", EnumSet.of(EmrApplication.PIG),
            "jupyterhub", EnumSet.of(EmrApplication.JUPYTERHUB, EmrApplication.JUPYTER_GATEWAY),
            "livy", EnumSet.of(EmrApplication.LIVY));

    /** How nodes of a kind are grouped. */
    public enum Collection {
        /** Of several instance types, from which EMR chooses what there is. */
        FLEETS,
        /** Of one. */
        GROUPS
    }

    public static ClusterConfig read(Settings settings) {
        Collection collection = settings.choice(InfraKey.INSTANCE_COLLECTION, Collection.class);
        NodesConfig nodes = NodesConfig.read(settings, collection);
        Set<EmrApplication> applications = applications(settings);
        return new ClusterConfig(
                release(settings, applications),
                applications,
                collection,
                nodes,
                ScalingConfig.read(settings, collection, nodes),
                AccessConfig.read(settings),
                QueuesConfig.read(settings),
                JobsConfig.read(settings),
                idleSeconds(settings),
                settings.flag(InfraKey.ENABLE_TERMINATION_PROTECTION),
                settings.integer(InfraKey.STEP_CONCURRENCY, 1, 256),
                Checks.listMatching(
                        settings, InfraKey.PYTHON_PACKAGES, PACKAGE, "a package such as pandas or pandas==2.2.3"),
                settings.integer(InfraKey.APPLICATION_LOG_RETENTION, 1, 365));
    }

    private static Set<EmrApplication> applications(Settings settings) {
        Set<EmrApplication> all = EnumSet.copyOf(ALWAYS);
        for (String name : settings.list(InfraKey.EMR_APPLICATIONS)) {
            Set<EmrApplication> added = OPTIONAL.getOrDefault(name.toLowerCase(Locale.ROOT), Set.of());
            if (added.isEmpty() && !name.isEmpty()) {
                settings.problem(
                        InfraKey.EMR_APPLICATIONS,
                        "is not of " + String.join(", ", new java.util.TreeSet<>(OPTIONAL.keySet())) + ": " + name);
            }
            all.addAll(added);
        }
        return all;
    }

    private static String release(Settings settings, Set<EmrApplication> wanted) {
        String label = settings.text(InfraKey.EMR_RELEASE);
        EmrRelease.of(label)
                .ifPresentOrElse(
                        release -> check(settings, release, wanted),
                        () -> settings.problem(
                                InfraKey.EMR_RELEASE,
                                "is not known (" + String.join(", ", EmrRelease.known()) + "): " + label));
        return label;
    }

    private static void check(Settings settings, EmrRelease release, Set<EmrApplication> wanted) {
        wanted.stream()
                .filter(application -> !release.applications().contains(application))
                .forEach(application -> settings.problem(
                        InfraKey.EMR_RELEASE, "has no " + application.emrName() + ": " + release.label()));
        if (!release.flink().equals(FLINK)) {
            settings.problem(
                    InfraKey.EMR_RELEASE,
                    "has Flink " + release.flink() + ", and the stream job needs " + FLINK + ": " + release.label());
        }
    }

    private static int idleSeconds(Settings settings) {
        int seconds = settings.integer(InfraKey.AUTO_TERMINATION_TIMEOUT, 0, MOST_IDLE);
        if (seconds > 0 && seconds < LEAST_IDLE) {
            settings.problem(
                    InfraKey.AUTO_TERMINATION_TIMEOUT,
                    "is not 0 or from " + LEAST_IDLE + " to " + MOST_IDLE + ": " + seconds);
        }
        return seconds;
    }
}
