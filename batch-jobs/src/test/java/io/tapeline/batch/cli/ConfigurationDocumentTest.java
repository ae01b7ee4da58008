package io.tapeline.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    @Test
    void listsEveryKeyWithItsDefaultAndEffect() throws IOException {
        String document = Files.readString(Path.of("../docs/configuration.md"));
        int start = document.indexOf("\n## batch-jobs\n");
        int end = document.indexOf("\n## ", start + 1);
        List<String> rows = document.substring(start, end < 0 ? document.length() : end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(NightlyKey.values())
                        .map(ConfigurationDocumentTest::row)
                        .toList());
    }

    private static String row(NightlyKey key) {
        String value = key.defaultValue();
        return "| `" + key.key() + "` | " + (value == null ? "" : "`" + value + "`") + " | " + key.effect() + " |";
    }
}
