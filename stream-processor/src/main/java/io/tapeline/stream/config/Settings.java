package io.tapeline.stream.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Typed reads of key-value text that note every problem rather than stop at the first. */
final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    Settings(Map<String, String> values) {
        this.values = values;
        List<String> known =
                Arrays.stream(StreamKey.values()).map(StreamKey::key).toList();
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> problems.add("unknown setting: " + key));
    }

    Optional<String> optional(StreamKey key) {
        String value = values.getOrDefault(key.key(), "").trim();
        return value.isEmpty() ? Optional.ofNullable(key.defaultValue()) : Optional.of(value);
    }

    String text(StreamKey key) {
        return optional(key).orElseGet(() -> {
            problem(key, "is required");
            return "";
        });
    }

    boolean flag(StreamKey key) {
        String value = text(key).toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            problem(key, "is not true or false: " + value);
        }
        return value.equals("true");
    }

    int integer(StreamKey key, int least, int most) {
        String value = text(key);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, as a number out of bounds is.
        }
        problem(key, "is not an integer from " + least + " to " + most + ": " + value);
        return least;
    }

    Duration duration(StreamKey key, Duration least) {
        String value = text(key);
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            problem(key, "is not a duration such as 250ms, 5s, 1m, 2h or 7d: " + value);
            return least;
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (duration.compareTo(least) < 0) {
            problem(key, "is below " + least.toMillis() + "ms: " + value);
        }
        return duration;
    }

    Optional<URI> address(StreamKey key) {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(value.get());
            if (uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Reported below.
        }
        problem(key, "is not an address such as http://127.0.0.1:4566: " + value.get());
        return Optional.empty();
    }

    <E extends Enum<E>> E choice(StreamKey key, Class<E> type) {
        String value = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
                return constant;
            }
        }
        problem(
                key,
                "is not one of "
                        + String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                        .toList())
                        + ": " + value);
        return type.getEnumConstants()[0];
    }

    void problem(StreamKey key, String what) {
        problems.add(key.key() + " " + what);
    }

    /** Throws if anything was wrong. */
    void check() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
