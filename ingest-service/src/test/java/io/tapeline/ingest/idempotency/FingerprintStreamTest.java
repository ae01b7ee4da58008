package io.tapeline.ingest.idempotency;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintStreamTest {
    /** {@code printf 'text\0hello world' | sha256sum}. */
    private static final String EXPECTED = "8f75229b47b43535ce7af30a5a8ea5095d9c83c7dde742b53682b35e71288522";

    private static FingerprintStream stream() {
        return new FingerprintStream(new ByteArrayInputStream("hello world".getBytes(US_ASCII)), "text");
    }

    @Test
    void isTheSameHoweverTheBodyIsRead() throws IOException {
        FingerprintStream one = stream();
        one.readAllBytes();
        FingerprintStream other = stream();
        int first = other.read();
        other.skipNBytes(3);
        other.transferTo(OutputStream.nullOutputStream());

        assertThat(first).isEqualTo('h');
        assertThat(one.fingerprint()).isEqualTo(HexFormat.of().parseHex(EXPECTED));
        assertThat(other.fingerprint()).isEqualTo(HexFormat.of().parseHex(EXPECTED));
        assertThat(other.count()).isEqualTo(11);
    }

    @Test
    void isNoneBeforeTheEnd() throws IOException {
        FingerprintStream stream = stream();

        assertThat(stream.read(new byte[11])).isEqualTo(11);

        assertThat(stream.fingerprint()).isNull();
    }
}
