package io.tapeline.local.launcher.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads a file that the build has written for {@code java @file}: {@code -cp} and a class path, perhaps quoted. */
final class ClassPathFile {
    private ClassPathFile() {}

    /**
     * The entries of the class path.
     *
     * @throws LauncherException if the file is missing
     */
    static List<Path> read(Path file) {
        if (!Files.exists(file)) {
            throw new LauncherException(
                    LauncherException.Code.NOT_BUILT, file + " is missing; build it with: ./mvnw -Dquick package");
        }
        try {
            String text = Files.readString(file).strip();
            for (String flag : List.of("-cp", "-classpath", "--class-path")) {
                if (text.startsWith(flag)) {
                    text = text.substring(flag.length()).strip();
                    break;
                }
            }
            return Arrays.stream(text.replace("\"", "").split(File.pathSeparator, -1))
                    .map(String::strip)
                    .filter(entry -> !entry.isEmpty())
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
