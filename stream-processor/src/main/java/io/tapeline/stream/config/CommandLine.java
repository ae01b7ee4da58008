package io.tapeline.stream.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The job's arguments: {@code --key=value} pairs, which win over those of the file that {@code --config} names. */
public final class CommandLine {
    private static final String PREFIX = "--";
    private static final String CONFIG = "config";

    private CommandLine() {}

    /** Whether help is asked for. */
    public static boolean wantsHelp(String... args) {
        return List.of(args).contains("--help") || List.of(args).contains("-h");
    }

    /** What {@code --help} prints: every setting with its default. */
    public static String help() {
        StringBuilder help = new StringBuilder();
        help.append("Usage: StreamProcessorJob [--config=FILE] [--key=value ...]\n")
                .append("\n")
                .append("Reads batches of trades from Kinesis; writes bars, indicators and trades to Iceberg tables\n")
                .append("and live updates to Kinesis. FILE is a properties file of the same keys; arguments win.\n")
                .append("\n");
        for (StreamKey key : StreamKey.values()) {
            String defaultValue = key.defaultValue();
            help.append("  --").append(key.key());
            if (defaultValue != null) {
                help.append('=').append(defaultValue);
            }
            help.append("\n      ").append(key.effect()).append('\n');
        }
        return help.toString();
    }

    /**
     * The settings of the arguments.
     *
     * @throws ConfigException listing every problem
     */
    public static StreamConfig parse(String... args) {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith(PREFIX) || equals < 0) {
                problems.add("argument is not --key=value: " + arg);
            } else {
                values.put(arg.substring(PREFIX.length(), equals), arg.substring(equals + 1));
            }
        }
        String file = values.remove(CONFIG);
        if (file != null) {
            fileValues(Path.of(file), problems).forEach(values::putIfAbsent);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return StreamConfig.of(values);
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
