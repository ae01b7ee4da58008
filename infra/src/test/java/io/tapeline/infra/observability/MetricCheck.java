package io.tapeline.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether metrics are among those that are known. */
final class MetricCheck {
    private static final Pattern QUERY = Pattern.compile(
            "SELECT (?:MAX|MIN|AVG)\\((\\w+)\\) FROM SCHEMA\\(([^,]+), ([^)]+)\\) WHERE (\\S+) = '([^']+)'");

    private MetricCheck() {}

    /** A metric as CloudFormation has it. */
    static boolean known(JsonNode metric) {
        Set<String> dimensions = new HashSet<>();
        metric.path("Dimensions")
                .forEach(dimension -> dimensions.add(dimension.get("Name").asText()));
        return KnownMetrics.has(
                metric.get("Namespace").asText(), metric.get("MetricName").asText(), dimensions);
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
    static void widget(String board, JsonNode properties) {
        assertThat(properties.get("title").asText()).isNotBlank();
        assertThat(properties.get("region").asText()).isEqualTo("us-east-1");
        assertThat(properties.get("metrics")).as(board).isNotEmpty();
        for (JsonNode metric : properties.get("metrics")) {
            if (metric.get(0).isObject()) {
                String expression = metric.get(0).get("expression").asText();
                if (expression.startsWith("SELECT")) {
                    assertThat(knownQuery(expression)).as(expression).isTrue();
                }
                continue;
            }
            Set<String> dimensions = new HashSet<>();
            for (int i = 2; i + 1 < metric.size() && metric.get(i).isTextual(); i += 2) {
                dimensions.add(metric.get(i).asText());
            }
            assertThat(KnownMetrics.has(metric.get(0).asText(), metric.get(1).asText(), dimensions))
                    .as(board + ": " + metric)
                    .isTrue();
        }
    }
}
