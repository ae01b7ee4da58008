package io.tapeline.batch.cli;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Typed reads of key-value text that note every problem rather than stop at the first. */
final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final Map<String, String> values;
    private final List<String> problems;

    Settings(Map<String, String> values, List<String> problems) {
        this.values = values;
        this.problems = new ArrayList<>(problems);
        List<String> known =
                Arrays.stream(NightlyKey.values()).map(NightlyKey::key).toList();
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> this.problems.add("unknown setting: " + key));
    }

    Optional<String> optional(NightlyKey key) {
        String value = values.getOrDefault(key.key(), "").trim();
        return value.isEmpty() ? Optional.ofNullable(key.defaultValue()) : Optional.of(value);
    }

    String text(NightlyKey key) {
        return optional(key).orElse("");
    }

    boolean flag(NightlyKey key) {
        String value = text(key);
        if (!value.equals("true") && !value.equals("false")) {
            problem(key, "is not true or false: " + value);
        }
        return value.equals("true");
    }

    int integer(NightlyKey key, int least, int most) {
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

    Duration duration(NightlyKey key) {
        String value = text(key);
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            problem(key, "is not a duration such as 250ms, 5s, 1m, 2h or 7d: " + value);
            return Duration.ZERO;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    Optional<URI> address(NightlyKey key) {
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
        problem(key, "is not an address such as http://127.0.0.1:8181: " + value.get());
        return Optional.empty();
    }

    Optional<LocalDate> date(NightlyKey key, String value) {
        try {
            return Optional.of(LocalDate.parse(value.trim()));
        } catch (DateTimeException notADate) {
            problem(key, "is not a date such as 2013-11-25: " + value);
            return Optional.empty();
        }
    }

    void problem(NightlyKey key, String what) {
        problems.add(key.key() + " " + what);
    }

    /** Throws if anything was wrong. */
    void check() throws UsageException {
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
    }
}
