package io.tapeline.local.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/**
 * Reads times of events, as far as pacing needs them. What cannot be read is no error here: the trade is sent, and the
 * service says what is wrong with it.
 */
final class EventTimes {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST = 40;

    private EventTimes() {}

    /** The time of a trade in JSON, nanoseconds since the epoch. */
    static OptionalLong ofJson(String trade) {
        try (JsonParser parser = JSON.createParser(trade)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return OptionalLong.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(CsvColumns.TS_EVENT);
                JsonToken value = parser.nextToken();
                if (found) {
                    return value != null && value.isScalarValue() ? ofText(parser.getText()) : OptionalLong.empty();
                }
                parser.skipChildren();
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The time of a text: a number, whose unit is told from its size, or RFC 3339. */
    static OptionalLong ofText(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return OptionalLong.empty();
        }
        try {
            if (text.indexOf('T') < 0 && text.indexOf('t') < 0 && text.indexOf(' ') < 0) {
                BigDecimal number = new BigDecimal(text);
                return OptionalLong.of(TimestampUnit.guess(number).nanos(number));
            }
            return OptionalLong.of(
                    nanos(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant()));
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Nanoseconds since the epoch.
     *
     * @throws ArithmeticException if they do not fit 64 bits
     */
    static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }
}
