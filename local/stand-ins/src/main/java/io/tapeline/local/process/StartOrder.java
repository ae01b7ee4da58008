package io.tapeline.local.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sorts services so that each comes after those on which it depends; otherwise the given order is kept. */
final class StartOrder {
    private StartOrder() {}

    /** @param running services that are there already */
    static List<ServiceSpec> of(Collection<ServiceSpec> specs, Set<String> running) {
        Set<String> known = new HashSet<>(running);
        for (ServiceSpec spec : specs) {
            if (!known.add(spec.name())) {
                throw new IllegalArgumentException("two services are called " + spec.name());
            }
        }
        for (ServiceSpec spec : specs) {
            for (String dependency : spec.dependsOn()) {
                if (!known.contains(dependency)) {
                    throw new IllegalArgumentException(
                            spec.name() + " depends on " + dependency + ", which nobody starts");
                }
            }
        }
        Set<String> placed = new HashSet<>(running);
        List<ServiceSpec> waiting = new ArrayList<>(specs);
        List<ServiceSpec> order = new ArrayList<>();
        while (!waiting.isEmpty()) {
            ServiceSpec next = waiting.stream()
                    .filter(spec -> placed.containsAll(spec.dependsOn()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("services depend on each other in a circle: "
                            + waiting.stream().map(ServiceSpec::name).toList()));
            waiting.remove(next);
            placed.add(next.name());
            order.add(next);
        }
        return order;
    }
}
