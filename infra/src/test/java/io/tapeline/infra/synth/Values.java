package io.tapeline.infra.synth;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.assertions.Template;

/** What stands where in a template. */
public final class Values {
    private Values() {}

    /** The properties of each resource of a type. */
    public static List<Map<String, Object>> properties(Template template, String type) {
        return template.findResources(type).values().stream()
                .map(resource -> resource.get("Properties"))
                .filter(Objects::nonNull)
                .map(Values::map)
                .toList();
    }

    /** The properties of the one resource of a type. */
    public static Map<String, Object> only(Template template, String type) {
        List<Map<String, Object>> all = properties(template, type);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " of " + type + ": " + all);
        }
        return all.get(0);
    }

    /**
     * What is at a path of names, and of numbers in lists.
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

    @SuppressWarnings("unchecked") // JSON's names are text
    public static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // of whatever JSON has
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
