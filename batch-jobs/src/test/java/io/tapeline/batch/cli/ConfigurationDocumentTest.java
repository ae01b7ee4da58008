package io.tapeline.batch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testkit.documents.ConfigurationDocument;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    @Test
    void listsEveryKeyWithItsDefaultAndEffect() throws IOException {
        assertThat(ConfigurationDocument.rows("batch-jobs"))
                .containsExactlyElementsOf(Stream.of(NightlyKey.values())
                        .map(key -> ConfigurationDocument.rowOf(key.key(), key.defaultValue()) + " | " + key.effect()
                                + " |")
                        .toList());
    }
}
