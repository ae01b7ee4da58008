package io.tapeline.batch.cli;

import io.tapeline.settings.Arguments;
import io.tapeline.settings.Settings;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/** The arguments: {@code --key=value} pairs, which win over those of the file that {@code --config} names. */
public final class CommandLine {
    private static final String USAGE = """
            Usage: NightlyJob --date=YYYY-MM-DD[,...] | --from=YYYY-MM-DD --to=YYYY-MM-DD
                              [--config=FILE] [--key=value ...]

            Runs the night of each trading date: waits for the stream, rebuilds the bars and holds them
            against the streamed ones, publishes daily bars, compacts, loads the warehouse. A step that
            has succeeded on the same rows is skipped. FILE is a properties file of the same keys.
            Exit status: 0 done, 1 failed (or different, with --fail-on-difference), 2 bad arguments.
            """;

    private CommandLine() {}

    /** What {@code --help} prints: every setting with its default. */
    public static String help() {
        return Arguments.help(USAGE, NightlyKey.values());
    }

    /**
     * The configuration of the arguments.
     *
     * @param environment gives the value of an environment variable
     * @param today the latest date that makes sense
     * @throws io.tapeline.settings.SettingsException listing every problem
     */
    public static NightlyConfig parse(Function<String, Optional<String>> environment, LocalDate today, String... args) {
        Settings settings = Arguments.parse(NightlyKey.values(), args);
        NightlyConfig config = ConfigReader.read(settings, environment, today);
        settings.check();
        return config;
    }
}
