package io.tapeline.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedPointTest {
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    @ParameterizedTest
    @CsvSource({
        "800.010000000000, 80001000000",
        "0.00000001, 1",
        "0, 0",
        "-0, 0",
        "0e99999, 0",
        "0.100000000000000000000000000000000000, 10000000",
        "1e-7, 10",
        "1.5E+2, 15000000000",
        "12., 1200000000",
        ".5, 50000000",
        "00012, 1200000000",
        "92233720368.54775807, 9223372036854775807",
        "922337203680000000000e-18, 92233720368",
    })
    void parsesDecimalsExactly(String text, long expected) {
        assertThat(FixedPoint.size(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a number",
        "-, is not a number",
        "., is not a number",
        "1e, is not a number",
        "NaN, is not a number",
        "Infinity, is not a number",
        "1.2.3, is not a number",
        "1_000, is not a number",
        "0x10, is not a number",
        "' 1', is not a number",
        "-1, is negative",
        "-0.000000000001, is negative",
        "0.000000001, has more than 8 decimal places",
        "1e-9, has more than 8 decimal places",
        "12345678901234567890.000000001, has more than 8 decimal places",
        "92233720368.54775808, is above 92233720368.54775807",
        "1e99999999999, is above 92233720368.54775807",
        "12345678901234567890123, is above 92233720368.54775807",
    })
    void refusesWhatDoesNotFit(String text, String problem) {
        assertThatThrownBy(() -> FixedPoint.size(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size " + problem + ": " + text);
    }

    @Test
    void agreesWithBigDecimalOnRandomDecimals() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            String text = randomDecimal(random);
            BigDecimal scaled = new BigDecimal(text).scaleByPowerOfTen(9);
            byte[] bytes = text.getBytes(US_ASCII);
            long parsed = FixedPoint.parse(bytes, 0, bytes.length, 9);
            String description = "seed " + seed + ": " + text;
            boolean whole = scaled.signum() == 0 || scaled.stripTrailingZeros().scale() <= 0;
            boolean fits = scaled.toBigInteger().compareTo(LONG_MAX) <= 0;
            if (scaled.signum() < 0) {
                assertThat(parsed).as(description).isEqualTo(FixedPoint.NEGATIVE);
            } else if (whole && fits) {
                assertThat(parsed).as(description).isEqualTo(scaled.longValueExact());
            } else if (whole) {
                assertThat(parsed).as(description).isEqualTo(FixedPoint.TOO_LARGE);
            } else if (fits) {
                assertThat(parsed).as(description).isEqualTo(FixedPoint.TOO_PRECISE);
            } else {
                assertThat(parsed).as(description).isIn(FixedPoint.TOO_LARGE, FixedPoint.TOO_PRECISE);
            }
        }
    }

    private static String randomDecimal(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "-" : "");
        digits(text, random, 1 + random.nextInt(12));
        if (random.nextBoolean()) {
            digits(text.append('.'), random, 1 + random.nextInt(14));
        }
        if (random.nextInt(4) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(25) - 12);
        }
        return text.toString();
    }

    private static void digits(StringBuilder text, Random random, int count) {
        boolean zeros = random.nextInt(3) == 0;
        for (int i = 0; i < count; i++) {
            text.append(zeros ? 0 : random.nextInt(10));
        }
    }
}
