package io.tapeline.infra.cluster;

import io.tapeline.infra.config.Checks;
import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The instance types of each kind of node. A group has one, a fleet several to choose from.
 *
 * @param primary of the primary node
 * @param core of the core nodes
 * @param task of the task nodes
 */
public record InstanceTypes(List<String> primary, List<String> core, List<String> task) {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*\\.(\\d*x?large|metal)");

    /** Families whose generation is followed by a g are Graviton: m6g, r7gd, c8gn. */
    private static final Pattern ARM = Pattern.compile("[a-z]+\\d+g[a-z]*\\..*");

    /** What a fleet with an allocation strategy takes. */
    private static final int MOST_TYPES = 30;

    public InstanceTypes {
        primary = List.copyOf(primary);
        core = List.copyOf(core);
        task = List.copyOf(task);
    }

    static InstanceTypes read(Settings settings, ClusterConfig.Collection collection) {
        InstanceTypes types = new InstanceTypes(
                read(settings, InfraKey.MASTER_INSTANCE_TYPE, collection),
                read(settings, InfraKey.CORE_INSTANCE_TYPE, collection),
                read(settings, InfraKey.TASK_INSTANCE_TYPE, collection));
        List<String> all = new ArrayList<>(types.primary);
        all.addAll(types.core);
        all.addAll(types.task);
        long arm = all.stream().filter(type -> ARM.matcher(type).matches()).count();
        if (arm > 0 && arm < all.size()) {
            settings.problem(
                    InfraKey.MASTER_INSTANCE_TYPE,
                    "and those of core and task nodes mix Graviton with other processors: " + String.join(", ", all));
        }
        return types;
    }

    private static List<String> read(Settings settings, InfraKey key, ClusterConfig.Collection collection) {
        List<String> types = Checks.listMatching(settings, key, TYPE, "an instance type such as m6i.xlarge");
        if (types.stream().distinct().count() < types.size()) {
            settings.problem(key, "names a type twice: " + String.join(", ", types));
        }
        if (types.size() > MOST_TYPES) {
            settings.problem(key, "names more than " + MOST_TYPES + " types: " + types.size());
        }
        if (collection == ClusterConfig.Collection.GROUPS && types.size() > 1) {
            settings.problem(key, "is one type with instance_collection groups: " + String.join(", ", types));
        }
        return types;
    }
}
