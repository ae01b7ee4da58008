package io.tapeline.settings;

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

/**
 * The arguments of a job: {@code --key=value} pairs, which win over those of the properties file that {@code --config}
 * names. Of a key given twice the last value counts.
 */
public final class Arguments {
    private static final String PREFIX = "--";
    private static final String CONFIG = "config";

    private Arguments() {}

    /** Whether help is asked for. */
    public static boolean wantHelp(String... args) {
        List<String> words = List.of(args);
        return words.contains("--help") || words.contains("-h");
    }

    /**
     * What {@code --help} prints: every setting with its default.
     *
     * @param usage what comes before them
     */
    public static String help(String usage, SettingKey... keys) {
        StringBuilder help = new StringBuilder(usage).append('\n');
        for (SettingKey key : keys) {
            help.append("  --").append(key.key());
            if (key.defaultValue() != null && !key.isFlag()) {
                help.append('=').append(key.defaultValue());
            }
            help.append("\n      ").append(key.effect()).append('\n');
        }
        return help.toString();
    }

    /**
     * The settings that the arguments and their file hold. What is wrong with the arguments comes out of {@link
     * Settings#check}, together with what is wrong with the values.
     *
     * @param keys all that there are
     * @throws SettingsException if the file cannot be read, since then nobody knows what else is wrong
     */
    public static Settings parse(SettingKey[] keys, String... args) {
        List<String> problems = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            String name =
                    arg.startsWith(PREFIX) ? arg.substring(PREFIX.length(), equals < 0 ? arg.length() : equals) : "";
            if (equals >= 0 && !name.isEmpty()) {
                values.put(name, arg.substring(equals + 1));
            } else if (isFlag(keys, name)) {
                values.put(name, "true");
            } else {
                problems.add("argument is not --key=value: " + arg);
            }
        }
        String file = values.remove(CONFIG);
        if (file != null) {
            fileValues(file, problems).forEach(values::putIfAbsent);
        }
        return new Settings(keys, values, problems);
    }

    private static boolean isFlag(SettingKey[] keys, String name) {
        for (SettingKey key : keys) {
            if (key.key().equals(name)) {
                return key.isFlag();
            }
        }
        return false;
    }

    private static Map<String, String> fileValues(String file, List<String> problems) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            problems.add("cannot read the file of --config: " + file + ": " + unreadable);
            throw new SettingsException(problems);
        }
        Map<String, String> values = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
