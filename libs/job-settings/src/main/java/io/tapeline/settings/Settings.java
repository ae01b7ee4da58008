package io.tapeline.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Typed reads of key-value text that note every problem rather than stop at the first. What a read returns after it
 * has noted a problem only lets the reading go on: {@link #check} comes before its use. A blank value is none. For one
 * thread.
 */
public final class Settings {
    /** No setting is longer, so nanoseconds of it fit into a long. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final Map<String, String> values;
    private final List<String> problems;

    /**
     * The settings of a text.
     *
     * @param keys all that there are
     * @param problems what is already known to be wrong
     */
    Settings(SettingKey[] keys, Map<String, String> values, List<String> problems) {
        this.values = Map.copyOf(values);
        this.problems = new ArrayList<>(problems);
        List<String> known = Arrays.stream(keys).map(SettingKey::key).toList();
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(key -> this.problems.add("unknown setting: " + key + suggestion(key, known)));
    }

    private static String suggestion(String key, List<String> known) {
        return Likeness.nearest(key, known)
                .map(nearest -> " (did you mean " + nearest + "?)")
                .orElse("");
    }

    /** The value or its default, if there is either. */
    public Optional<String> optional(SettingKey key) {
        String value = values.getOrDefault(key.key(), "").trim();
        return value.isEmpty() ? Optional.ofNullable(key.defaultValue()) : Optional.of(value);
    }

    /** The value of a setting that is required. */
    public String text(SettingKey key) {
        return required(key).orElse("");
    }

    /** True or false, in any case. */
    public boolean flag(SettingKey key) {
        Optional<String> value = required(key);
        boolean yes = value.filter("true"::equalsIgnoreCase).isPresent();
        if (!yes && value.isPresent() && !value.get().equalsIgnoreCase("false")) {
            problem(key, "is not true or false: " + value.get());
        }
        return yes;
    }

    /** A whole number, both bounds inclusive. */
    public int integer(SettingKey key, int least, int most) {
        Optional<String> value = required(key);
        if (value.isEmpty()) {
            return least;
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, as a number out of bounds is.
        }
        problem(key, "is not an integer from " + least + " to " + most + ": " + value.get());
        return least;
    }

    /** A duration such as 250ms, 5s, 1m, 2h or 7d, of at most 36,500 days. */
    public Duration duration(SettingKey key, Duration least) {
        Optional<String> value = required(key);
        if (value.isEmpty()) {
            return least;
        }
        Matcher matcher = DURATION.matcher(value.get());
        if (!matcher.matches()) {
            problem(key, "is not a duration such as 250ms, 5s, 1m, 2h or 7d: " + value.get());
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
            problem(key, "is below " + least.toMillis() + "ms: " + value.get());
        }
        if (duration.compareTo(LONGEST) > 0) {
            problem(key, "is above " + LONGEST.toDays() + "d: " + value.get());
            return least;
        }
        return duration;
    }

    /** An address with a host; empty if there is none, or what is there is not one, which is noted. */
    public Optional<URI> address(SettingKey key) {
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

    /** The constant of that name, in any case, with hyphens for its underscores. */
    public <E extends Enum<E>> E choice(SettingKey key, Class<E> type) {
        E[] constants = type.getEnumConstants();
        Optional<String> value = required(key);
        if (value.isEmpty()) {
            return constants[0];
        }
        List<String> names = new ArrayList<>();
        for (E constant : constants) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equalsIgnoreCase(value.get())) {
                return constant;
            }
            names.add(name);
        }
        problem(key, "is not one of " + String.join(", ", names) + ": " + value.get());
        return constants[0];
    }

    /** A decimal number such as 0.25, both bounds inclusive; empty if there is none, or it is wrong, which is noted. */
    public Optional<BigDecimal> decimal(SettingKey key, BigDecimal least, BigDecimal most) {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(value.get());
            if (number.compareTo(least) >= 0 && number.compareTo(most) <= 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, as a number out of bounds is.
        }
        problem(
                key,
                "is not a number from " + least.toPlainString() + " to " + most.toPlainString() + ": " + value.get());
        return Optional.empty();
    }

    /** The values of a list, which has commas between them; empty if there are none. An empty one between two commas is noted. */
    public List<String> list(SettingKey key) {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<String> items =
                Arrays.stream(value.get().split(",", -1)).map(String::trim).toList();
        if (items.contains("")) {
            problem(key, "has an empty value in its list: " + value.get());
        }
        return items;
    }

    /** A date such as 2013-11-25; empty if there is none, or what is there is not one, which is noted. */
    public Optional<LocalDate> date(SettingKey key) {
        return optional(key).flatMap(text -> date(key, text));
    }

    /** A list of dates such as 2013-11-25,2013-11-26, as given; those that are not dates are noted and left out. */
    public List<LocalDate> dates(SettingKey key) {
        return optional(key).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .flatMap(text -> date(key, text.trim()).stream())
                .toList();
    }

    private Optional<LocalDate> date(SettingKey key, String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException notADate) {
            problem(key, "is not a date such as 2013-11-25: " + text);
            return Optional.empty();
        }
    }

    private Optional<String> required(SettingKey key) {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            problem(key, "is required");
        }
        return value;
    }

    /**
     * Notes that something is wrong with a setting.
     *
     * @param what follows its key in the sentence
     */
    public void problem(SettingKey key, String what) {
        problems.add(key.key() + " " + what);
    }

    /**
     * To be called when all is read, before any of it is used.
     *
     * @throws SettingsException listing every problem there was
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
