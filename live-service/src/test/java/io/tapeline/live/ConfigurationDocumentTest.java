package io.tapeline.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testkit.documents.ConfigurationDocument;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    @Test
    void listsEveryKeyWithItsDefault() throws IOException {
        assertThat(ConfigurationDocument.rowsWithoutEffects("live-service"))
                .containsExactlyInAnyOrderElementsOf(
                        ConfigurationDocument.rowsOf("live", LiveConfig.class).toList());
    }
}
