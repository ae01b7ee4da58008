package io.tapeline.infra.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.assertions.Template;

/** A template as JSON, and what stands in it. */
final class Templates {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Templates() {}

    static JsonNode json(Template template) {
        return MAPPER.valueToTree(template.toJSON());
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException bad) {
            throw new AssertionError(text, bad);
        }
    }

    /** The properties of the resources of a type. */
    static List<JsonNode> properties(JsonNode template, String type) {
        List<JsonNode> found = new ArrayList<>();
        template.get("Resources").forEach(resource -> {
            if (resource.get("Type").asText().equals(type)) {
                found.add(resource.get("Properties"));
            }
        });
        return found;
    }

    /** The alarms by the end of their name, {@code cluster-cpu} of {@code tapeline-dev-cluster-cpu}. */
    static Map<String, JsonNode> alarms(JsonNode template, String prefix) {
        Map<String, JsonNode> alarms = new TreeMap<>();
        properties(template, "AWS::CloudWatch::Alarm")
                .forEach(alarm -> alarms.put(alarm.get("AlarmName").asText().substring(prefix.length() + 1), alarm));
        return alarms;
    }

    /** What stands under a name, which must be there. */
    static JsonNode of(Map<String, JsonNode> named, String name) {
        return Objects.requireNonNull(named.get(name), name);
    }

    /** A text in which what is only known at deployment stands as {@code <...>}. */
    static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        if (value.has("Fn::Join")) {
            StringBuilder text = new StringBuilder();
            ArrayNode parts = (ArrayNode) value.get("Fn::Join").get(1);
            parts.forEach(part -> text.append(text(part)));
            return text.toString();
        }
        JsonNode name = value.elements().next();
        return "<" + (name.isArray() ? name.get(0).asText() : name.asText()) + ">";
    }
}
