package io.tapeline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BarComparisonTest {
    private static PlainBar bar(String start, String close) {
        BigDecimal price = new BigDecimal(close);
        return new PlainBar("1m", Instant.parse(start), price, price, price, price, BigDecimal.ONE, price, null, 1);
    }

    private static final PlainBar FIRST = bar("2013-11-25T00:00:00Z", "800");
    private static final PlainBar SECOND = bar("2013-11-25T00:01:00Z", "801");
    private final BarComparison comparison =
            new BarComparison("lake", Map.of(FIRST.key(), FIRST, SECOND.key(), SECOND));

    @Test
    void takesNumbersOfAnotherScaleForEqual() {
        comparison.add(bar("2013-11-25T00:00:00Z", "800.000000000"));
        comparison.add(bar("2013-11-25T00:01:00Z", "801.0"));

        assertThat(comparison.problems()).isEmpty();
    }

    @Test
    void namesBarsThatDifferAreExtraOrMissing() {
        comparison.add(bar("2013-11-25T00:00:00Z", "800.000000001"));
        comparison.add(bar("2013-11-25T00:02:00Z", "1"));

        assertThat(comparison.problems())
                .satisfiesExactly(
                        changed -> assertThat(changed)
                                .startsWith("lake 1m bar of 2013-11-25T00:00:00Z: expected PlainBar[")
                                .contains("close=800.000000001"),
                        extra -> assertThat(extra).isEqualTo("lake 1m bar of 2013-11-25T00:02:00Z should not be there"),
                        missing -> assertThat(missing)
                                .isEqualTo("lake: 1 bars are missing, the first is 1m bar of 2013-11-25T00:01:00Z"));
    }

    @Test
    void namesABarThatIsThereTwice() {
        comparison.add(FIRST);
        comparison.add(SECOND);
        comparison.add(FIRST);

        assertThat(comparison.problems()).containsExactly("lake 1m bar of 2013-11-25T00:00:00Z is there twice");
    }

    @Test
    void namesNoMoreThanAFewButCountsThemAll() {
        for (int minute = 10; minute < 20; minute++) {
            comparison.add(bar("2013-11-25T00:" + minute + ":00Z", "1"));
        }
        comparison.add(FIRST);
        comparison.add(SECOND);

        assertThat(comparison.problems()).hasSize(4).last().isEqualTo("lake: 7 more bars are wrong");
    }
}
