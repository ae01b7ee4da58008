package io.tapeline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** A fingerprint that changes is a schema that was edited: after a release, that loses what is on the stream. */
class SchemasTest {
    @Test
    void theFingerprintsInTheCodeAreThoseOfTheSchemas() {
        assertThat(Schemas.BATCH_V1).isEqualTo(SchemaNormalization.parsingFingerprint64(Schemas.batch()));
        assertThat(Schemas.BATCH_ZSTD_V1).isEqualTo(SchemaNormalization.parsingFingerprint64(Schemas.batchZstd()));
    }
}
