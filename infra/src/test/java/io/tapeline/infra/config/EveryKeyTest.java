package io.tapeline.infra.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of each key some test changes the value, to see what the templates make of it. */
class EveryKeyTest {
    @Test
    void isChangedByATest() throws IOException {
        String tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(EveryKeyTest::text)
                    .collect(Collectors.joining());
        }

        assertThat(Arrays.stream(InfraKey.values()).map(InfraKey::key))
                .allSatisfy(key -> assertThat(tests).containsPattern("[\"| ]" + key + "="));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
