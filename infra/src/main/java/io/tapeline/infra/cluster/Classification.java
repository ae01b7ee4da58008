package io.tapeline.infra.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.emr.CfnCluster.ConfigurationProperty;

/**
 * Settings of one application, as EMR takes them.
 *
 * @param name such as {@code spark-defaults}
 * @param nested those that stand in it
 */
record Classification(String name, Map<String, String> settings, List<Classification> nested) {
    Classification {
        settings = Map.copyOf(settings);
        nested = List.copyOf(nested);
    }

    static Classification of(String name, Map<String, String> settings) {
        return new Classification(name, settings, List.of());
    }

    /** Variables of an application's environment. */
    static Classification environment(String name, Map<String, String> variables) {
        return new Classification(name, Map.of(), List.of(of("export", variables)));
    }

    ConfigurationProperty toProperty() {
        ConfigurationProperty.Builder property = ConfigurationProperty.builder()
                .classification(name)
                // Sorted: the template is to be the same each time.
                .configurationProperties(new TreeMap<>(settings));
        if (!nested.isEmpty()) {
            property.configurations(
                    nested.stream().map(Classification::toProperty).toList());
        }
        return property.build();
    }
}
