package io.tapeline.infra.config;

import io.tapeline.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of profiles: properties files, each the settings of one environment. */
public final class Profiles {
    private static final String ENDING = ".properties";

    private final Path folder;

    private Profiles(Path folder) {
        this.folder = folder;
    }

    /** Those of a checkout. */
    public static Profiles of(Path checkout) {
        return new Profiles(checkout.resolve("infra/profiles"));
    }

    /** Their names, in order. */
    public List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The file of a profile.
     *
     * @param profile a name, or the path of a properties file of one's own
     * @throws SettingsException if there is none
     */
    public Path find(@Nullable String profile) {
        Path file = profile == null
                ? folder
                : profile.endsWith(ENDING) ? Path.of(profile) : folder.resolve(profile + ENDING);
        if (!Files.isRegularFile(file)) {
            String what = profile == null ? "no profile is given" : "there is no profile " + profile;
            throw new SettingsException(List.of(
                    what + ": -c profile=NAME, one of " + String.join(", ", names()) + ", or a properties file"));
        }
        return file;
    }
}
