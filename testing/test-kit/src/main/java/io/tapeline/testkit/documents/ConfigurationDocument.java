package io.tapeline.testkit.documents;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code docs/configuration.md}, and the rows that it should have; for the tests of modules at the root. */
public final class ConfigurationDocument {
    private ConfigurationDocument() {}

    /** The rows of a module's tables, in their order: keys, defaults, effects. */
    public static List<String> rows(String module) throws IOException {
        String document = Files.readString(Path.of("../docs/configuration.md"));
        int start = document.indexOf("\n## " + module + "\n");
        int end = document.indexOf("\n## ", start + 1);
        return document.substring(start, end < 0 ? document.length() : end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    /** These rows, without the effects. */
    public static List<String> rowsWithoutEffects(String module) throws IOException {
        return rows(module).stream()
                .map(line -> line.substring(0, line.indexOf(" | ", line.indexOf(" | ") + 1)))
                .toList();
    }

    /** The row of a key that has this default, without its effect. */
    public static String rowOf(String key, @Nullable String value) {
        return "| `" + key + "` | " + (value == null ? "" : "`" + value + "`");
    }

    /** The rows of a mapping's keys, and of those of the mappings in it, without their effects. */
    public static Stream<String> rowsOf(String prefix, Class<?> mapping) {
        return Stream.of(mapping.getMethods()).flatMap(method -> ofMethod(prefix, mapping, method));
    }

    private static Stream<String> ofMethod(String prefix, Class<?> mapping, Method method) {
        String key =
                prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        if (method.getReturnType().getNestHost() == mapping.getNestHost()) {
            return rowsOf(key, method.getReturnType());
        }
        if (method.getGenericReturnType() instanceof ParameterizedType type && type.getRawType() == Map.class) {
            return rowsOf(key + ".NAME", (Class<?>) type.getActualTypeArguments()[1]);
        }
        WithDefault value = method.getAnnotation(WithDefault.class);
        return Stream.of(rowOf(key, value == null ? null : value.value()));
    }
}
