package io.tapeline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.config.InfraKey;
import io.tapeline.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the infrastructure calls things is what the runtimes call them unless told otherwise. Their defaults are read from
 * docs/configuration.md, which their own tests hold against their code.
 */
class RuntimeDefaultsTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| `([^`]*)` \\|", Pattern.MULTILINE);

    @ParameterizedTest
    @CsvSource({
        "MARKET_DATA_STREAM, kinesis.stream",
        "LIVE_STREAM, kinesis.live-stream",
        "REGION, kinesis.region",
        "REGION, s3.region",
    })
    void defaultsAreThoseOfTheRuntimes(InfraKey ours, String theirs) throws IOException {
        assertThat(defaults(theirs)).containsOnly(String.valueOf(ours.defaultValue()));
    }

    @Test
    void theDatabaseIsTheNamespaceOfTheTables() {
        assertThat(LakeTables.NAMESPACE).hasToString(InfraKey.GLUE_DATABASE.defaultValue());
    }

    private static Set<String> defaults(String key) throws IOException {
        Set<String> defaults = new HashSet<>();
        Matcher rows = ROW.matcher(Files.readString(Path.of("../docs/configuration.md")));
        while (rows.find()) {
            if (rows.group(1).equals(key)) {
                defaults.add(rows.group(2));
            }
        }
        return defaults;
    }
}
