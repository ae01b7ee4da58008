package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PaceTest {
    @ParameterizedTest(name = "{0} is {1} times")
    @CsvSource({"1, 1", "10x, 10", "10X, 10", "0.5x, 0.5", "2.25, 2.25", "1000000x, 1e6"})
    void readsSpeeds(String text, double speed) {
        assertThat(Pace.parseSpeed(text)).isEqualTo(speed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "MAX"})
    void readsThatThereIsNoBound(String text) {
        assertThat(Pace.parseSpeed(text)).isEqualTo(Pace.unbounded().speed());
        assertThat(Pace.unbounded().hasSpeed()).isFalse();
        assertThat(Pace.unbounded().hasRate()).isFalse();
    }

    @ParameterizedTest(name = "{0} is {1} trades/s")
    @CsvSource({"1, 1", "500, 500", "20k, 20000", "20K, 20000", "1.5M, 1500000", "2m, 2000000", "0.1, 0.1"})
    void readsRates(String text, double rate) {
        assertThat(Pace.parseRate(text)).isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e3", "ten", "10 x", "10xx", "+1", "1,5", "10k", "min", "Infinity", "NaN"})
    void refusesOtherSpeeds(String text) {
        assertThatThrownBy(() -> Pace.parseSpeed(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no speed such as 10x, 0.5x or max");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "-1", "1e3", "10x", "10 k", "10kk", "max", "1G"})
    void refusesOtherRates(String text) {
        assertThatThrownBy(() -> Pace.parseRate(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no rate such as 500, 20k or 1.5M");
    }

    @Test
    void refusesWhatWouldNeverMove() {
        assertThatThrownBy(() -> Pace.parseSpeed("0")).hasMessage("'0' is not between 1e-12 and 1e12");
        assertThatThrownBy(() -> Pace.parseRate("0.0k")).hasMessage("'0.0k' is not between 1e-12 and 1e12");
        assertThatThrownBy(() -> Pace.parseRate("9999999999999"))
                .hasMessage("'9999999999999' is not between 1e-12 and 1e12");
        assertThatThrownBy(() -> new Pace(0, 1)).hasMessage("speed is not positive: 0.0");
        assertThatThrownBy(() -> new Pace(1, Double.NaN)).hasMessage("rate is not positive: NaN");
    }
}
