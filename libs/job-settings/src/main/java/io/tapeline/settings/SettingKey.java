package io.tapeline.settings;

import org.jspecify.annotations.Nullable;

/** One thing that a job can be told: a constant of the enum in which the job lists them all. */
public interface SettingKey {
    /** The key, as in {@code --key=value}: dots for hierarchy, hyphens inside. */
    String key();

    /** What holds if nothing is said, as text; null if there is no default. */
    @Nullable
    String defaultValue();

    /** What the setting does, in a phrase. */
    String effect();

    /** Whether {@code --key} alone means {@code --key=true}: what is off unless said otherwise. */
    default boolean isFlag() {
        return "false".equals(defaultValue());
    }
}
