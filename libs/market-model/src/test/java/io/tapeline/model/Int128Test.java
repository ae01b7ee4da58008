package io.tapeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Int128Test {
    private static final Int128 MAX = new Int128(Long.MAX_VALUE, -1);

    @Test
    void sumsAndProductsAgreeWithBigInteger() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            Int128 product = Int128.product(a, b);
            BigInteger expected = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            assertThat(product.toBigInteger()).as("seed %s", seed).isEqualTo(expected);
            assertThat(product.plus(Int128.of(a)).toBigInteger())
                    .as("seed %s", seed)
                    .isEqualTo(expected.add(BigInteger.valueOf(a)));
            assertThat(Int128.of(expected)).isEqualTo(product);
            assertThat(Integer.signum(product.compareTo(Int128.of(b))))
                    .isEqualTo(expected.compareTo(BigInteger.valueOf(b)));
        }
    }

    @Test
    void refusesToOverflow() {
        assertThatThrownBy(() -> MAX.plus(Int128.of(1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("128-bit sum overflows");
        assertThatThrownBy(() -> Int128.of(MAX.toBigInteger().add(BigInteger.ONE)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("does not fit 128 bits: 1701411834604692317316873037158841");
        assertThat(MAX.plus(Int128.of(-1)).toBigInteger())
                .isEqualTo(BigInteger.TWO.pow(127).subtract(BigInteger.TWO));
    }
}
