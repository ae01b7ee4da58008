package io.tapeline.live.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tapeline.model.Interval;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads clients' messages, and refuses what it does not know rather than guess. Thread safe. */
final class MessageReader {
    static final int DEFAULT_HISTORY = 100;
    /** The longest name of a symbol, as on the wire. */
    private static final int MAX_SYMBOL = 255;

    private static final String SUBSCRIBE = "subscribe";
    private static final String UNSUBSCRIBE = "unsubscribe";
    private static final String INTERVALS = "intervals";
    private static final String HISTORY = "history";
    private static final Set<String> NAMES = Set.of(SUBSCRIBE, UNSUBSCRIBE, INTERVALS, HISTORY);
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final int maxHistory;

    MessageReader(int maxHistory) {
        this.maxHistory = maxHistory;
    }

    ClientMessage read(String text) throws BadMessageException {
        JsonNode message = parse(text);
        Iterator<String> names = message.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!NAMES.contains(name)) {
                throw bad("there is no \"" + excerpt(name) + "\": subscribe or unsubscribe, intervals, history");
            }
        }
        if (message.has(SUBSCRIBE) == message.has(UNSUBSCRIBE)) {
            throw bad("a message has either subscribe or unsubscribe");
        }
        if (message.has(UNSUBSCRIBE)) {
            if (message.has(HISTORY)) {
                throw bad("history goes with subscribe");
            }
            return new ClientMessage.Unsubscribe(
                    symbols(message.get(UNSUBSCRIBE)), intervals(message, List.of(Interval.values())));
        }
        return new ClientMessage.Subscribe(
                symbols(message.get(SUBSCRIBE)), intervals(message, List.of(Interval.M1)), history(message));
    }

    private static JsonNode parse(String text) throws BadMessageException {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.isObject()) {
                return message;
            }
        } catch (JsonProcessingException e) {
            throw bad("this is no JSON: " + e.getOriginalMessage());
        }
        throw bad("a message is a JSON object");
    }

    private static List<String> symbols(JsonNode list) throws BadMessageException {
        Set<String> symbols = texts(list, "symbols");
        for (String symbol : symbols) {
            if (symbol.isBlank() || symbol.length() > MAX_SYMBOL) {
                throw bad("this is no symbol: \"" + excerpt(symbol) + "\"");
            }
        }
        return List.copyOf(symbols);
    }

    private static List<Interval> intervals(JsonNode message, List<Interval> otherwise) throws BadMessageException {
        JsonNode list = message.get(INTERVALS);
        if (list == null) {
            return otherwise;
        }
        Set<Interval> intervals = new LinkedHashSet<>();
        for (String code : texts(list, INTERVALS)) {
            intervals.add(Arrays.stream(Interval.values())
                    .filter(interval -> interval.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new BadMessageException(
                            Complaint.UNKNOWN_INTERVAL,
                            "there is no interval \"" + excerpt(code) + "\": "
                                    + Arrays.stream(Interval.values())
                                            .map(Interval::code)
                                            .toList())));
        }
        return List.copyOf(intervals);
    }

    private int history(JsonNode message) throws BadMessageException {
        JsonNode history = message.get(HISTORY);
        if (history == null) {
            return Math.min(DEFAULT_HISTORY, maxHistory);
        }
        if (!history.isInt() || history.intValue() < 0 || history.intValue() > maxHistory) {
            throw bad("history is not between 0 and " + maxHistory);
        }
        return history.intValue();
    }

    private static Set<String> texts(JsonNode list, String what) throws BadMessageException {
        if (!list.isArray() || list.isEmpty()) {
            throw bad(what + " stand in an array, and there is at least one");
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                throw bad(what + " are texts");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private static BadMessageException bad(String message) {
        return new BadMessageException(Complaint.BAD_MESSAGE, message);
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
