package io.tapeline.batch.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** The arguments: {@code --key=value} pairs, which win over those of the file that {@code --config} names. */
public final class CommandLine {
    private static final String PREFIX = "--";
    private static final String CONFIG = "config";

    private CommandLine() {}

    /** Whether help is asked for. */
    public static boolean wantsHelp(String... args) {
        List<String> words = List.of(args);
        return words.contains("--help") || words.contains("-h");
    }

    /** What {@code --help} prints: every setting with its default. */
    public static String help() {
        StringBuilder help = new StringBuilder();
        help.append("Usage: NightlyJob --date=YYYY-MM-DD[,...] | --from=YYYY-MM-DD --to=YYYY-MM-DD\n")
                .append("                  [--config=FILE] [--key=value ...]\n")
                .append("\n")
                .append("Runs the night of each trading date: waits for the stream, rebuilds the bars and holds them\n")
                .append("against the streamed ones, publishes daily bars, compacts, loads the warehouse. A step that\n")
                .append("has succeeded on the same rows is skipped. FILE is a properties file of the same keys.\n")
                .append("Exit status: 0 done, 1 failed (or different, with --fail-on-difference), 2 bad arguments.\n")
                .append("\n");
        for (NightlyKey key : NightlyKey.values()) {
            String defaultValue = key.defaultValue();
            help.append("  --").append(key.key());
            if (defaultValue != null && !key.isFlag()) {
                help.append('=').append(defaultValue);
            }
            help.append("\n      ").append(key.effect()).append('\n');
        }
        return help.toString();
    }

    /**
     * The configuration of the arguments.
     *
     * @param environment gives the value of an environment variable
     * @param today the latest date that makes sense
     * @throws UsageException listing every problem
     */
    public static NightlyConfig parse(Function<String, Optional<String>> environment, LocalDate today, String... args)
            throws UsageException {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            String name =
                    arg.startsWith(PREFIX) ? arg.substring(PREFIX.length(), equals < 0 ? arg.length() : equals) : "";
            if (equals >= 0 && !name.isEmpty()) {
                values.put(name, arg.substring(equals + 1));
            } else if (isFlag(name)) {
                values.put(name, "true");
            } else {
                problems.add("argument is not --key=value: " + arg);
            }
        }
        String file = values.remove(CONFIG);
        if (file != null) {
            fileValues(Path.of(file), problems).forEach(values::putIfAbsent);
        }
        Settings settings = new Settings(values, problems);
        NightlyConfig config = ConfigReader.read(settings, environment, today);
        settings.check();
        return config;
    }

    private static boolean isFlag(String name) {
        return Arrays.stream(NightlyKey.values())
                .anyMatch(key -> key.isFlag() && key.key().equals(name));
    }

    private static Map<String, String> fileValues(Path file, List<String> problems) {
        Map<String, String> values = new LinkedHashMap<>();
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.add("cannot read the file of --config: " + unreadable);
        }
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
