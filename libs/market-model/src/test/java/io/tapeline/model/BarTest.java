package io.tapeline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarTest {
    @Test
    void vwapIsNotionalOverVolumeToTheNanoDollar() {
        // 1 at 1.00 and 2 at 1.01: 3.02 / 3 = 1.00666...
        Int128 notional = Int128.product(FixedPoint.price("1"), FixedPoint.size("1"))
                .plus(Int128.product(FixedPoint.price("1.01"), FixedPoint.size("2")));
        assertThat(bar(Int128.of(FixedPoint.size("3")), notional).vwap().orElseThrow())
                .isEqualByComparingTo("1.006666667");
    }

    @Test
    void thereIsNoVwapWithoutVolume() {
        assertThat(bar(Int128.ZERO, Int128.ZERO).vwap()).isEmpty();
    }

    private static Bar bar(Int128 volume, Int128 notional) {
        long one = FixedPoint.price("1");
        long high = FixedPoint.price("1.01");
        return new Bar("A", Interval.S1, 0, one, high, one, high, volume, notional, 2, 0, true);
    }
}
