package io.tapeline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    @ParameterizedTest
    @CsvSource({
        "1s, 2013-11-25T10:17:43.999999999Z, 2013-11-25T10:17:43Z",
        "1m, 2013-11-25T10:17:43Z, 2013-11-25T10:17:00Z",
        "5m, 2013-11-25T10:17:43Z, 2013-11-25T10:15:00Z",
        "15m, 2013-11-25T10:17:43Z, 2013-11-25T10:15:00Z",
        "1h, 2013-11-25T10:17:43Z, 2013-11-25T10:00:00Z",
        "1d, 2013-11-25T10:17:43Z, 2013-11-25T00:00:00Z",
        "1d, 1969-12-31T10:00:00Z, 1969-12-31T00:00:00Z",
    })
    void barsAreAnchoredToUtcMidnight(String code, Instant time, Instant start) {
        assertThat(Interval.ofCode(code).start(nanos(time))).isEqualTo(nanos(start));
    }

    @Test
    void eachIntervalDividesTheNext() {
        for (Interval interval : Interval.values()) {
            interval.longer()
                    .ifPresent(longer ->
                            assertThat(longer.nanos() % interval.nanos()).isZero());
        }
        assertThat(Interval.H1.longer()).contains(Interval.D1);
        assertThat(Interval.D1.longer()).isEmpty();
    }

    @Test
    void refusesUnknownCodes() {
        assertThatThrownBy(() -> Interval.ofCode("2m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such interval: 2m");
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }
}
