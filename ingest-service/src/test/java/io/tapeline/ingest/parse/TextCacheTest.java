package io.tapeline.ingest.parse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Buckets;
import org.junit.jupiter.api.Test;

class TextCacheTest {
    private final TextCache cache = new TextCache();

    @Test
    void givesTheSameTextForTheSameBytes() {
        TextCache.Entry first = get("BTC-USD");

        assertThat(first.text).isEqualTo("BTC-USD");
        assertThat(first.bucket).isEqualTo(Buckets.of("BTC-USD"));
        assertThat(get("BTC-USD")).isSameAs(first);
    }

    @Test
    void tellsTextsOfEveryLengthApart() {
        StringBuilder text = new StringBuilder();
        for (int length = 0; length <= 64; length++) {
            assertThat(get(text.toString()).text).isEqualTo(text.toString());
            text.append('x');
        }
    }

    @Test
    void staysRightBeyondItsBound() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < TextCache.MAX_ENTRIES * 2 + 5; i++) {
                assertThat(get("S" + i).text).isEqualTo("S" + i);
            }
        }
    }

    private TextCache.Entry get(String text) {
        byte[] padded = ("##" + text + "********").getBytes(US_ASCII);
        return cache.get(padded, 2, 2 + text.length());
    }
}
