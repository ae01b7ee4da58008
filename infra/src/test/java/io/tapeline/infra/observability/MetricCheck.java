package io.tapeline.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.synth.Found;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether metrics are among those that are known. */
final class MetricCheck {
    private static final Pattern QUERY = Pattern.compile(
            "SELECT (?:MAX|MIN|AVG)\\((\\w+)\\) FROM SCHEMA\\(([^,]+), ([^)]+)\\) WHERE (\\S+) = '([^']+)'");

    private MetricCheck() {}

    /** A metric as CloudFormation has it. */
    static boolean known(Object metric) {
        Set<String> dimensions = new HashSet<>();
        for (Object dimension : Found.list(Found.map(metric).getOrDefault("Dimensions", List.of()))) {
            dimensions.add(Found.textAt(dimension, "Name"));
        }
        return KnownMetrics.has(Found.textAt(metric, "Namespace"), Found.textAt(metric, "MetricName"), dimensions);
    }

    /** A query of Metrics Insights. */
    static boolean knownQuery(String sql) {
        Matcher query = QUERY.matcher(sql);
        assertThat(sql).matches(QUERY);
        assertThat(query.matches()).isTrue();
        Set<String> dimensions = new HashSet<>();
        for (String dimension : query.group(3).split(", ", -1)) {
            dimensions.add(unquoted(dimension));
        }
        assertThat(dimensions).contains(unquoted(query.group(4)));
        return KnownMetrics.has(unquoted(query.group(2)), query.group(1), dimensions);
    }

    private static String unquoted(String name) {
        return name.replace("\"", "");
    }

    /** A graph of a dashboard: {@code [namespace, name, dimension, value, ..., {options}]} for each metric. */
    static void widget(String board, Object properties) {
        assertThat(Found.textAt(properties, "title")).isNotBlank();
        assertThat(Found.at(properties, "region")).isEqualTo("us-east-1");
        List<Object> metrics = Found.list(Found.at(properties, "metrics"));
        assertThat(metrics).as(board).isNotEmpty();
        for (Object one : metrics) {
            List<Object> metric = Found.list(one);
            if (metric.get(0) instanceof Map<?, ?> computed) {
                String expression = Found.textAt(computed, "expression");
                if (expression.startsWith("SELECT")) {
                    assertThat(knownQuery(expression)).as(expression).isTrue();
                }
                continue;
            }
            Set<String> dimensions = new HashSet<>();
            for (int i = 2; i + 1 < metric.size() && metric.get(i) instanceof String dimension; i += 2) {
                dimensions.add(dimension);
            }
            assertThat(KnownMetrics.has(Found.textAt(metric, 0), Found.textAt(metric, 1), dimensions))
                    .as(board + ": " + metric)
                    .isTrue();
        }
    }
}
