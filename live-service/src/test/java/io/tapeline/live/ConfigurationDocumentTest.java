package io.tapeline.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    @Test
    void listsEveryKeyWithItsDefault() throws IOException {
        String document = Files.readString(Path.of("../docs/configuration.md"));
        int start = document.indexOf("\n## live-service\n");
        List<String> rows = document.substring(start, document.indexOf("\n## ", start + 1))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" | ", line.indexOf(" | ") + 1)))
                .toList();

        List<String> keys = new ArrayList<>();
        addKeys("live", LiveConfig.class, keys);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(keys);
    }

    private static void addKeys(String prefix, Class<?> mapping, List<String> keys) {
        for (Method method : mapping.getMethods()) {
            String key =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (method.getReturnType().getEnclosingClass() == LiveConfig.class) {
                addKeys(key, method.getReturnType(), keys);
            } else {
                WithDefault value = method.getAnnotation(WithDefault.class);
                keys.add("| `" + key + "` | " + (value == null ? "" : "`" + value.value() + "`"));
            }
        }
    }
}
