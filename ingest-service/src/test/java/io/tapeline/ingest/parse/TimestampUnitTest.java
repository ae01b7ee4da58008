package io.tapeline.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Trade;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampUnitTest {
    private static Reading read(TimestampUnit unit, String ts) {
        String body = "{\"symbol\":\"S\",\"venue\":\"V\",\"price\":1,\"size\":1,\"ts_event\":" + ts + "}";
        EventParser parser = new EventParser(EventRules.DEFAULT, EventKind.TRADE, unit);
        JsonReader reader = new JsonReader(parser, true, EventRules.DEFAULT, Long.MAX_VALUE, () -> Reading.NOW);
        return new Reading().read(reader, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "NS, 1385337600000000001, 1385337600000000001",
                "US, 1385337600000001, 1385337600000001000",
                "US, 1385337600000001.5, 1385337600000001500",
                "MS, 1385337600001, 1385337600001000000",
                "MS, `\"1385337600001.000001\"`, 1385337600001000001",
                "S, 1385337600, 1385337600000000000",
                "S, 1385337600.123456789, 1385337600123456789",
                "S, `\"2013-11-25T00:00:00.5Z\"`, 1385337600500000000",
                "AUTO, 1385337600000000001, 1385337600000000001",
                "AUTO, 1385337600000001, 1385337600000001000",
                "AUTO, 1385337600001, 1385337600001000000",
                "AUTO, 1385337600, 1385337600000000000",
                "AUTO, 1385337600.25, 1385337600250000000",
                "AUTO, `\"2013-11-25T00:00:00Z\"`, 1385337600000000000",
            })
    void readsTheTimeInNanoseconds(TimestampUnit unit, String text, long nanos) {
        Reading reading = read(unit, text);

        assertThat(reading.messages).isEmpty();
        assertThat(reading.trades).extracting(Trade::tsEvent).containsExactly(nanos);
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvSource({
        "NS, 1385337600, TS_WRONG_UNIT",
        "S, 1385337600000, TS_IN_FUTURE",
        "MS, 1385337600000000, TS_IN_FUTURE",
        "MS, 1385337600, TS_TOO_OLD",
        "S, 9999999999999999999, TS_IN_FUTURE",
        // In nanoseconds modulo 2^64 it would be in 2014.
        "S, 19846744073, TS_IN_FUTURE",
        "S, 1385337600.1234567891, TOO_PRECISE",
        "NS, 1385337600000000000.5, BAD_TIMESTAMP",
        "AUTO, 12345, TS_TOO_OLD",
        "AUTO, -1385337600, TS_TOO_OLD",
        // Between the plausible milliseconds and the plausible microseconds.
        "AUTO, 50000000000000, TS_TOO_OLD",
    })
    void refusesWhatIsNoTimeInTheUnit(TimestampUnit unit, String text, RejectCode code) {
        assertThat(read(unit, text).rejected).containsExactly("0 " + code);
    }
}
