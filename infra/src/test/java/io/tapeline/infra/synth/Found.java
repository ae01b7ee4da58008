package io.tapeline.infra.synth;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.assertions.Template;

/** What stands in a template, as plain maps, lists, texts and numbers. */
public final class Found {
    private static final Pattern HASH = Pattern.compile("(?<=\\w)[0-9A-F]{8}$");

    private Found() {}

    /** The properties of each resource of a type. */
    public static List<Map<String, Object>> properties(Template template, String type) {
        return template.findResources(type).values().stream()
                .map(resource -> map(resource.getOrDefault("Properties", Map.of())))
                .toList();
    }

    /** The properties of the one resource of a type. */
    public static Map<String, Object> only(Template template, String type) {
        return one(template, type, "");
    }

    /** The properties of the one resource of a type of which this text is a part. */
    public static Map<String, Object> one(Template template, String type, String part) {
        List<Map<String, Object>> found = properties(template, type).stream()
                .filter(properties -> text(properties).contains(part))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + type + " have " + part + ": " + found);
        }
        return found.get(0);
    }

    /**
     * What is at a path of names, and of numbers in lists: {@code VersioningConfiguration}, {@code Status}.
     *
     * @throws AssertionError if the path ends before
     */
    public static Object at(Object root, Object... path) {
        Object found = root;
        for (Object step : path) {
            found = step instanceof Integer index
                    ? list(found).get(index)
                    : map(found).get(step);
            if (found == null) {
                throw new AssertionError("no " + step + " of " + List.of(path) + " in " + root);
            }
        }
        return found;
    }

    /** {@link #text} of what is at a path. */
    public static String textAt(Object root, Object... path) {
        return text(at(root, path));
    }

    /** A number of no fractions at a path. */
    public static int intAt(Object root, Object... path) {
        return (Integer) at(root, path);
    }

    /** What a state machine runs, as text, with what is only known at deployment in it as {@link #text} has it. */
    public static String definition(Map<String, Object> machine) {
        String text = textAt(machine, "DefinitionString");
        for (Map.Entry<String, Object> value :
                map(at(machine, "DefinitionSubstitutions")).entrySet()) {
            text = text.replace("${" + value.getKey() + "}", text(value.getValue()));
        }
        return text;
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
                if ("Fn::GetStackOutput".equals(name) && only instanceof Map<?, ?> output) {
                    return "{" + output.get("StackName") + ":" + output.get("OutputName") + "}";
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
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    /** A map of a template. */
    @SuppressWarnings("unchecked") // As above.
    public static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
