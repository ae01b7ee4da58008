package io.tapeline.settings;

import org.jspecify.annotations.Nullable;

enum TestKey implements SettingKey {
    NAME("name", null, "what it is called"),
    PLACE("place.address", null, "where it is"),
    FORCE("force", "false", "does it anyway"),
    CAREFUL("careful", "true", "looks twice"),
    COUNT("count", "3", "how many"),
    WAIT("wait-for", "10m", "how long"),
    COLOUR("paint.colour", "red", "red or light-blue"),
    DAY("day", null, "which day"),
    DAYS("days", null, "which days");

    enum Colour {
        RED,
        LIGHT_BLUE
    }

    private final String key;
    private final @Nullable String defaultValue;
    private final String effect;

    TestKey(String key, @Nullable String defaultValue, String effect) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.effect = effect;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public @Nullable String defaultValue() {
        return defaultValue;
    }

    @Override
    public String effect() {
        return effect;
    }
}
