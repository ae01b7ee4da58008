package io.tapeline.ingest.trust;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** One key's JSON. What is wrong with it is thrown as {@link IllegalArgumentException}, in words. */
final class KeyEntry {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "sha256",
            "owner",
            "scopes",
            "symbols",
            "venues",
            "events_per_second",
            "events_burst",
            "requests_per_second",
            "requests_burst",
            "not_before",
            "not_after",
            "disabled");

    /** Beyond this, nanoseconds since the epoch end. */
    private static final Instant LATEST = Instant.parse("2262-01-01T00:00:00Z");

    private final JsonNode json;

    KeyEntry(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException("it is not an object");
        }
        this.json = json;
    }

    ApiKey key() {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("'" + name + "' is no field of a key");
            }
        }
        return new ApiKey(
                text("id"),
                hash(),
                text("owner"),
                KeyFile.scopes(texts("scopes")),
                names("symbols"),
                names("venues"),
                new RateLimit(
                        number("events_per_second"),
                        number("events_burst"),
                        number("requests_per_second"),
                        number("requests_burst")),
                time("not_before", Instant.EPOCH),
                time("not_after", LATEST),
                flag("disabled"));
    }

    String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + (value.isMissingNode() ? " is missing" : " is not a text"));
        }
        return value.textValue();
    }

    private Hash hash() {
        try {
            return Hash.ofHex(text("sha256"));
        } catch (IllegalArgumentException e) {
            // Without the value, which could be the secret itself, put there by mistake.
            throw new IllegalArgumentException("sha256 is not 64 hexadecimal digits", e);
        }
    }

    private NameList names(String field) {
        return json.has(field) ? NameList.of(texts(field)) : NameList.ALL;
    }

    private List<String> texts(String field) {
        JsonNode list = json.path(field);
        if (!list.isArray()) {
            throw new IllegalArgumentException(field + (list.isMissingNode() ? " is missing" : " is not a list"));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : list) {
            if (!each.isTextual()) {
                throw new IllegalArgumentException(field + " has something else than texts");
            }
            texts.add(each.textValue());
        }
        return texts;
    }

    private long number(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() == 0) {
            throw new IllegalArgumentException(field + " is not a whole number above 0");
        }
        return value.longValue();
    }

    private long time(String field, Instant absent) {
        Instant time = absent;
        if (json.has(field)) {
            try {
                time = Instant.parse(text(field));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(field + " is not a time such as 2026-01-01T00:00:00Z", e);
            }
        }
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException(field + " is not between " + Instant.EPOCH + " and " + LATEST);
        }
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private boolean flag(String field) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException(field + " is neither true nor false");
        }
        return value.booleanValue();
    }
}
