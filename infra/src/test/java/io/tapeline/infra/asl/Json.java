package io.tapeline.infra.asl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, text, numbers and flags. */
public final class Json {
    private Json() {}

    /** What a text says. */
    public static Map<String, Object> object(String text) {
        return object(com.dashjoin.jsonata.json.Json.parseJson(text));
    }

    /** A copy in plain maps and lists, whatever their classes were: an engine may have its own. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        return value;
    }

    @SuppressWarnings("unchecked") // a JSON object's keys are text
    public static Map<String, Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("not an object: " + value);
    }

    @SuppressWarnings("unchecked") // of values there is no narrower class
    public static List<Object> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new IllegalArgumentException("not a list: " + value);
    }

    /** A field that has to be there. */
    public static Object field(Map<String, Object> object, String name) {
        Object value = object.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + object);
        }
        return value;
    }

    public static String text(Map<String, Object> object, String name) {
        return (String) field(object, name);
    }
}
