package io.tapeline.local.launcher.stack;

import io.tapeline.local.process.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that the build has written for {@code java @file}: flags and a class path. It is read rather than handed to
 * the JVM, because our own children need one more entry on their class path.
 *
 * @param flags all but the class path
 * @param classPath its entries
 */
record ArgumentFile(List<String> flags, List<Path> classPath) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final List<String> CLASS_PATH_FLAGS = List.of("-cp", "-classpath", "--class-path");

    ArgumentFile {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
    }

    /**
     * Reads a file.
     *
     * @throws LauncherException if it is missing
     */
    static ArgumentFile read(Path file) {
        if (!Files.exists(file)) {
            throw new LauncherException(
                    LauncherException.Code.NOT_BUILT, file + " is missing; build it with: ./mvnw -Dquick package");
        }
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A text without any flag is a class path alone. */
    static ArgumentFile parse(String text) {
        if (!text.strip().startsWith("-")) {
            return new ArgumentFile(List.of(), entries(text.strip()));
        }
        List<String> flags = new ArrayList<>();
        List<Path> classPath = new ArrayList<>();
        Matcher words = WORD.matcher(text);
        boolean classPathNext = false;
        while (words.find()) {
            String word = words.group(1) != null ? words.group(1) : words.group(2);
            if (classPathNext) {
                classPath.addAll(entries(word));
                classPathNext = false;
            } else if (CLASS_PATH_FLAGS.contains(word)) {
                classPathNext = true;
            } else {
                flags.add(word);
            }
        }
        return new ArgumentFile(flags, classPath);
    }

    private static List<Path> entries(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    void addTo(JavaCommand command) {
        command.jvmArgs(flags.toArray(String[]::new));
        classPath.forEach(command::classpath);
    }
}
