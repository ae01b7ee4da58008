package io.tapeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.testkit.documents.ConfigurationDocument;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    @Test
    void listsEveryKeyWithItsDefault() throws IOException {
        assertThat(ConfigurationDocument.rowsWithoutEffects("ingest-service"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                ConfigurationDocument.rowsOf("kinesis", KinesisConfig.class),
                                ConfigurationDocument.rowsOf("ingest", IngestConfig.class))
                        .toList());
    }
}
