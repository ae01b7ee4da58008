package io.tapeline.infra.config;

import io.tapeline.settings.SettingKey;
import io.tapeline.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads of text that has a form. */
public final class Checks {
    private Checks() {}

    /**
     * The value, if there is one and it has the form; one that has not is noted.
     *
     * @param form what it should be, as "is not FORM" ends
     */
    public static Optional<String> matching(Settings settings, SettingKey key, Pattern pattern, String form) {
        Optional<String> value = settings.optional(key);
        if (value.isPresent() && !pattern.matcher(value.get()).matches()) {
            settings.problem(key, "is not " + form + ": " + value.get());
            return Optional.empty();
        }
        return value;
    }

    /** The values of a list that have the form; the others are noted. */
    public static List<String> listMatching(Settings settings, SettingKey key, Pattern pattern, String form) {
        return settings.list(key).stream()
                .filter(value -> {
                    boolean right = value.isEmpty() || pattern.matcher(value).matches();
                    if (!right) {
                        settings.problem(key, "is not " + form + ": " + value);
                    }
                    return right && !value.isEmpty();
                })
                .toList();
    }
}
