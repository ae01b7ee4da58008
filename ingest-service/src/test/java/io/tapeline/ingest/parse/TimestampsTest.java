package io.tapeline.ingest.parse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    private static final long NANOS = 1_000_000_000L;

    @Test
    void agreesWithTheJdkOnRandomTimesAndOffsets() {
        Random random = new Random(1970);
        long from = Instant.parse("1678-01-01T00:00:00Z").getEpochSecond() + 86_400;
        long to = Instant.parse("2261-12-31T00:00:00Z").getEpochSecond() - 86_400;
        for (int i = 0; i < 20_000; i++) {
            long second = from + (long) (random.nextDouble() * (to - from));
            int nano = random.nextInt((int) NANOS);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(36 * 4 + 1) - 18 * 4) * 900);
            OffsetDateTime time = Instant.ofEpochSecond(second, nano).atOffset(offset);
            byte[] text = DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .format(time.getSecond() == 0 && nano == 0 ? time.plusSeconds(1) : time)
                    .getBytes(US_ASCII);

            long expected = time.getSecond() == 0 && nano == 0 ? (second + 1) * NANOS : second * NANOS + nano;
            assertThat(Timestamps.rfc3339(text, 0, text.length)).isEqualTo(expected);
        }
    }

    @Test
    void readsTheEnds() {
        assertThat(rfc3339("1678-01-01T00:00:00Z"))
                .isEqualTo(Instant.parse("1678-01-01T00:00:00Z").getEpochSecond() * NANOS);
        assertThat(rfc3339("2261-12-31T23:59:59.999999999Z"))
                .isEqualTo(Instant.parse("2261-12-31T23:59:59Z").getEpochSecond() * NANOS + 999_999_999);
        assertThat(rfc3339("1677-12-31T23:59:59Z")).isEqualTo(Timestamps.OUT_OF_RANGE);
        assertThat(rfc3339("2262-01-01T00:00:00Z")).isEqualTo(Timestamps.OUT_OF_RANGE);
    }

    @Test
    void noTextMakesItThrow() {
        Random random = new Random(3339);
        byte[] valid = "2013-11-25T00:00:00.123+05:45".getBytes(US_ASCII);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = valid.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(text.length + 1);
            long parsed = Timestamps.rfc3339(text, 0, length);
            long integer = Timestamps.integer(text, 0, length);

            assertThat(parsed > 0 || parsed <= Timestamps.OUT_OF_RANGE || parsed < 0)
                    .isTrue();
            assertThat(integer).isGreaterThanOrEqualTo(Timestamps.INVALID);
        }
    }

    private static long rfc3339(String text) {
        return Timestamps.rfc3339(text.getBytes(US_ASCII), 0, text.length());
    }
}
