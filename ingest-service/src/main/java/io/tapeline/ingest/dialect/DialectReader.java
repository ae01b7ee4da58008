package io.tapeline.ingest.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.RejectCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a venue's messages as events. A message may hold several, or none: those that confirm a subscription or only keep a
 * stream going are passed over, and fields that are not needed are ignored, since venues add both at any time. A message of
 * another kind is rejected as {@code UNSUPPORTED_MESSAGE}. Reusable; not thread safe; its state is one event.
 */
public final class DialectReader {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private final VenueMessages messages;
    private final EventWriter events;

    /**
     * A reader of one venue's messages.
     *
     * @param expected the only kind of event that is taken, the others are {@code BAD_TYPE}; null for all
     */
    public DialectReader(Dialect dialect, EventRules rules, @Nullable EventKind expected, MissingTime missingTime) {
        this.messages = dialect.messages();
        this.events = new EventWriter(rules, expected, missingTime);
    }

    /** Parses JSON as {@link #parse(byte[], int, int)} does. */
    public static JsonNode parse(String text) throws JsonProcessingException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /**
     * Parses JSON as {@link #read} expects it: numbers as they stand.
     *
     * @return the value; {@link JsonNode#isMissingNode missing} if there is none
     * @throws MismatchedInputException if a field is given twice
     * @throws StreamConstraintsException if a number is longer than any honest one
     * @throws JsonProcessingException if it is not JSON
     */
    public static JsonNode parse(byte[] text, int from, int length) throws JsonProcessingException {
        try {
            return JSON.readTree(text, from, length);
        } catch (NumberFormatException e) {
            // Jackson says so of an exponent with too many digits.
            throw new StreamConstraintsException("a number with a long exponent");
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            // Bytes that are no characters.
            throw JsonMappingException.fromUnexpectedIOE(e);
        }
    }

    /** Sets our clock, nanoseconds since the epoch: the bound of the future, and when events were received. */
    public void setNow(long now) {
        events.setNow(now);
    }

    /**
     * Reads a message of the venue's stream.
     *
     * @param index what the sink is told as the item's position
     * @return whether the sink wants more
     */
    public boolean read(JsonNode message, long index, EventSink sink) {
        events.open(index, sink);
        try {
            if (message.isObject() || message.isArray()) {
                messages.read(message, events);
            } else {
                events.unsupported(message.toString());
            }
            return events.wantsMore();
        } finally {
            events.close();
        }
    }

    /** Reads a trade as the venue's REST API lists it; otherwise as {@link #read}. */
    public boolean readTrade(String symbol, JsonNode row, long index, EventSink sink) {
        events.open(index, sink);
        try {
            messages.readTrade(symbol, row, events);
            return events.wantsMore();
        } finally {
            events.close();
        }
    }

    boolean reject(RejectCode code, String what, long index, EventSink sink) {
        events.open(index, sink);
        try {
            events.reject(code, what);
            return events.wantsMore();
        } finally {
            events.close();
        }
    }
}
