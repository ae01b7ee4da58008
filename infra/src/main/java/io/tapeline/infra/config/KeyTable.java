package io.tapeline.infra.config;

import io.tapeline.infra.config.InfraKey.Section;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Every setting in Markdown: its default, where a profile says otherwise, and its effect. */
public final class KeyTable {
    private static final String BEGIN = "<!-- ./tapeline infra keys --write -->\n\n";
    private static final String END = "\n\n<!-- end of keys -->";

    private KeyTable() {}

    /**
     * A page with the table between its two comments.
     *
     * @throws IllegalArgumentException if the page has not the comments
     */
    public static String in(String page, Path checkout) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(
                    "the page has no place for the keys: " + BEGIN.strip() + " ... " + END.strip());
        }
        return page.substring(0, begin + BEGIN.length()) + markdown(checkout).strip() + page.substring(end);
    }

    /** A table for each section. */
    public static String markdown(Path checkout) {
        Map<String, Properties> profiles = new LinkedHashMap<>();
        Profiles folder = Profiles.of(checkout);
        folder.names().forEach(name -> profiles.put(name, load(folder.find(name))));
        StringBuilder table = new StringBuilder();
        for (Section section : Section.values()) {
            List<InfraKey> keys = Arrays.stream(InfraKey.values())
                    .filter(key -> key.section() == section)
                    .toList();
            if (!keys.isEmpty()) {
                table.append("\n### ").append(section.name().charAt(0));
                table.append(section.name().substring(1).toLowerCase(Locale.ROOT))
                        .append("\n\n");
                rows(table, keys, profiles);
            }
        }
        return table.toString();
    }

    private static void rows(StringBuilder table, List<InfraKey> keys, Map<String, Properties> profiles) {
        table.append("| key | default | ")
                .append(String.join(" | ", profiles.keySet()))
                .append(" | effect |\n");
        table.append("| --- | --- |").append(" --- |".repeat(profiles.size())).append(" --- |\n");
        for (InfraKey key : keys) {
            String byDefault = key.defaultValue();
            table.append("| `").append(key.key()).append("` | ").append(code(byDefault == null ? "" : byDefault));
            profiles.values().forEach(profile -> table.append(" | ").append(code(profile.getProperty(key.key(), ""))));
            table.append(" | ").append(key.effect()).append(" |\n");
        }
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }
}
