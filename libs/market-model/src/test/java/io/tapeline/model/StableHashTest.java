package io.tapeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** The hashes are in stored streams and checkpoints: a change of these values loses data. */
class StableHashTest {
    @Test
    void mixIsStaffordsVariant13() {
        // SplittableRandom(seed) returns mix64(seed + golden gamma), by its documentation and source.
        long gamma = 0x9E3779B97F4A7C15L;
        for (long seed : new long[] {0, 1, 42, -1, Long.MIN_VALUE}) {
            assertThat(Hashing.mix64(seed + gamma)).isEqualTo(new java.util.SplittableRandom(seed).nextLong());
        }
    }

    @Test
    void bucketsOfSymbolsNeverMove() {
        assertThat(Buckets.of("BTC-USD")).isEqualTo(112);
        assertThat(Buckets.of("AAPL")).isEqualTo(89);
        assertThat(Buckets.of("MSFT")).isEqualTo(89);
    }

    @Test
    void bucketsSpreadSymbolsEvenly() {
        int[] counts = new int[Buckets.COUNT];
        for (int i = 0; i < 256 * 100; i++) {
            counts[Buckets.of("SYM" + i)]++;
        }
        // Poisson with mean 100: six standard deviations either side.
        for (int count : counts) {
            assertThat(count).isBetween(40, 160);
        }
    }

    @Test
    void bucketsDivideTheHashSpaceInOrder() {
        assertThat(Buckets.firstHashKey(0)).isZero();
        assertThat(Buckets.firstHashKey(128)).isEqualTo(BigInteger.TWO.pow(127));
        assertThat(Buckets.firstHashKey(255).shiftRight(120)).isEqualTo(255);
    }
}
