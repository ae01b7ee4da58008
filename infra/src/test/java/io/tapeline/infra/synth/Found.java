package io.tapeline.infra.synth;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.assertions.Template;

/** What stands in a template, for tests that look at more than one property: plain maps, lists and texts. */
public final class Found {
    private static final Pattern HASH = Pattern.compile("(?<=\\w)[0-9A-F]{8}$");

    private Found() {}

    /** The properties of each resource of a type, by logical id. */
    public static Map<String, Map<String, Object>> properties(Template template, String type) {
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        template.findResources(type)
                .forEach((id, resource) -> found.put(id, map(resource.getOrDefault("Properties", Map.of()))));
        return found;
    }

    /** The properties of the one resource of a type of which this text is a part. */
    public static Map<String, Object> one(Template template, String type, String part) {
        List<Map<String, Object>> found = properties(template, type).values().stream()
                .filter(properties -> text(properties).contains(part))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + type + " have " + part + ": " + found);
        }
        return found.get(0);
    }

    /** What is at the end of a path, such as {@code VersioningConfiguration}, {@code Status}; null: there is nothing. */
    public static @Nullable Object at(Object from, String... path) {
        Object at = from;
        for (String name : path) {
            at = at instanceof Map<?, ?> map ? map.get(name) : null;
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    /** Something as text, the same for the same thing; references as {@code {NAME}}, joins as what they make. */
    public static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.size() == 1) {
                Object only = map.values().iterator().next();
                Object name = map.keySet().iterator().next();
                if ("Ref".equals(name)) {
                    return "{" + bare(only) + "}";
                }
                if ("Fn::GetAtt".equals(name)) {
                    return "{" + list(only).stream().map(Found::bare).collect(Collectors.joining(".")) + "}";
                }
                if ("Fn::Join".equals(name)) {
                    return list(list(only).get(1)).stream()
                            .map(Found::text)
                            .collect(
                                    Collectors.joining(String.valueOf(list(only).get(0))));
                }
                if ("Fn::ImportValue".equals(name)) {
                    return "{" + text(only) + "}";
                }
            }
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(Found::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return Objects.toString(value);
    }

    /** A logical id without the hash that CDK ends it with. */
    private static String bare(Object id) {
        return HASH.matcher(String.valueOf(id)).replaceFirst("");
    }

    /** A list of a template. */
    @SuppressWarnings("unchecked") // A template is made of maps of texts, lists, texts and numbers alone.
    public static List<Object> list(@Nullable Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    /** A map of a template. */
    @SuppressWarnings("unchecked") // As above.
    public static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
