package io.tapeline.ingest.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Instruments as JSON: an array of objects, or one object. Says of all of them at once what is wrong. */
final class InstrumentJson {
    private static final Set<String> FIELDS =
            Set.of("symbol", "venues", "asset_class", "tick_size", "currency", "calendar");

    /** Exact numbers, and nothing that is read in two ways. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private InstrumentJson() {}

    static List<Instrument> read(byte[] bytes) throws ReferenceException {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw ReferenceException.invalid(List.of("not JSON: " + e.getOriginalMessage() + " at line "
                    + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())));
        } catch (IOException e) {
            throw new ReferenceException(ReferenceException.Reason.INVALID, "not UTF-8", e);
        }
        if (!root.isArray() && !root.isObject()) {
            throw ReferenceException.invalid(List.of("neither an array of instruments nor one"));
        }
        Iterable<JsonNode> items = root.isArray() ? root : List.of(root);
        List<Instrument> instruments = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int index = 0;
        for (JsonNode item : items) {
            try {
                instruments.add(instrument(item));
            } catch (IllegalArgumentException e) {
                problems.add("instrument " + index + ": " + e.getMessage());
            }
            index++;
        }
        if (!problems.isEmpty()) {
            throw ReferenceException.invalid(problems);
        }
        return instruments;
    }

    /** As it is read: one instrument a line. */
    static String write(Iterable<Instrument> instruments) {
        List<String> lines = new ArrayList<>();
        try {
            for (Instrument instrument : instruments) {
                lines.add(JSON.writeValueAsString(instrument));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an instrument cannot be written", e);
        }
        return lines.stream().collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    }

    private static Instrument instrument(JsonNode item) {
        if (!item.isObject()) {
            throw new IllegalArgumentException("not an object");
        }
        for (Iterator<String> names = item.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("unknown field: " + name);
            }
        }
        return InstrumentFields.instrument(
                text(item, "symbol"),
                venues(item),
                text(item, "asset_class"),
                tickSize(item),
                text(item, "currency"),
                text(item, "calendar"));
    }

    private static String text(JsonNode item, String field) {
        JsonNode value = required(item, field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " is not a string: " + value);
        }
        return value.asText();
    }

    private static List<String> venues(JsonNode item) {
        JsonNode value = required(item, "venues");
        List<String> venues = new ArrayList<>();
        for (JsonNode venue : value) {
            if (!venue.isTextual()) {
                throw new IllegalArgumentException("a venue is not a string: " + venue);
            }
            venues.add(venue.asText());
        }
        if (!value.isArray()) {
            throw new IllegalArgumentException("venues is not an array: " + value);
        }
        return venues;
    }

    private static BigDecimal tickSize(JsonNode item) {
        JsonNode value = required(item, "tick_size");
        return value.isNumber() ? value.decimalValue() : InstrumentFields.decimal("tick_size", text(item, "tick_size"));
    }

    private static JsonNode required(JsonNode item, String field) {
        JsonNode value = item.path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }
}
