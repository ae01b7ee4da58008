package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTimesTest {
    @ParameterizedTest(name = "{0} is {1} ns")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"ts_event\":1385337600123456789}                          | 1385337600123456789",
                "{\"symbol\":\"A\",\"x\":{\"ts_event\":1},\"ts_event\":\"1385337600123456789\"} | 1385337600123456789",
                "{\"ts_event\":\"2013-11-25T00:00:00.123456789Z\",\"price\":1} | 1385337600123456789",
                "{\"ts_event\":\"2013-11-25T05:45:00+05:45\"}                | 1385337600000000000",
                "{\"ts_event\":\"2013-11-25 00:00:00Z\"}                     | 1385337600000000000",
                "{\"ts_event\":1385337600.5}                                 | 1385337600500000000",
                "{\"ts_event\":1385337600123}                                | 1385337600123000000"
            })
    void readsTheTimeOfATrade(String trade, long nanos) {
        assertThat(EventTimes.ofJson(trade)).hasValue(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing",
                "[1]",
                "{}",
                "{\"ts_event\":",
                "{\"ts_event\":null}",
                "{\"ts_event\":{\"a\":1}}",
                "{\"ts_event\":\"\"}",
                "{\"ts_event\":\"yesterday\"}",
                "{\"ts_event\":\"2013-11-25\"}",
                "{\"ts_event\":\"2013-13-45T00:00:00Z\"}",
                "{\"ts_event\":1.1385337600123456789}",
                "{\"ts_event\":99999999999999999999999999}",
                "{\"ts_event\":\"+999999999-01-01T00:00:00Z\"}",
                "{\"ts_event\":1e999999999}",
                "{\"ts_event\":1e-999999999}"
            })
    void leavesOutWhatIsNone(String trade) {
        assertThat(EventTimes.ofJson(trade)).isEqualTo(OptionalLong.empty());
    }
}
