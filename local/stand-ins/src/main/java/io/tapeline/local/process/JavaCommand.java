package io.tapeline.local.process;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Builds the command line of a child JVM: the Java of this JVM, a bounded heap, the serial collector, and an end
 * when its parent ends.
 *
 * <p>The child runs inside {@link ChildMain}, which watches standard input: when the parent dies, however it dies,
 * the child shuts down. A child that runs out of memory exits, so that the supervisor can restart it. For one thread.
 */
public final class JavaCommand {
    private final String mainClass;
    private final List<String> jvmArgs = new ArrayList<>();
    private final List<String> classpath = new ArrayList<>();
    private final List<String> args = new ArrayList<>();

    private JavaCommand(String mainClass, String maxHeap) {
        this.mainClass = requireNonNull(mainClass, "mainClass is null");
        jvmArgs.add("-Xmx" + maxHeap);
        jvmArgs.add("-XX:+UseSerialGC");
        jvmArgs.add("-XX:+ExitOnOutOfMemoryError");
        jvmArgs.add("-XX:-UsePerfData");
        jvmArgs.add("-Dfile.encoding=UTF-8");
    }

    /**
     * A command that runs {@code mainClass}.
     *
     * @param maxHeap as the JVM takes it, such as {@code 128m}
     */
    public static JavaCommand of(String mainClass, String maxHeap) {
        return new JavaCommand(mainClass, maxHeap);
    }

    /** Adds JVM flags, such as {@code -XX:TieredStopAtLevel=1}; a later flag wins over an earlier one. */
    public JavaCommand jvmArgs(String... flags) {
        jvmArgs.addAll(List.of(flags));
        return this;
    }

    /** Adds a system property. */
    public JavaCommand property(String key, String value) {
        jvmArgs.add("-D" + key + "=" + value);
        return this;
    }

    /** Adds a jar or a directory of classes to the class path. */
    public JavaCommand classpath(Path entry) {
        classpath.add(entry.toString());
        return this;
    }

    /** Adds every jar in {@code directory} to the class path. */
    public JavaCommand classpathJarsIn(Path directory) {
        classpath.add(directory.resolve("*").toString());
        return this;
    }

    /** Adds arguments of the program. */
    public JavaCommand args(String... values) {
        args.addAll(List.of(values));
        return this;
    }

    /** The command line. */
    public List<String> build() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArgs);
        command.add("-cp");
        command.add(classpath.stream().collect(Collectors.joining(File.pathSeparator))
                + (classpath.isEmpty() ? "" : File.pathSeparator)
                + codeSource(ChildMain.class));
        command.add(ChildMain.class.getName());
        command.add(mainClass);
        command.addAll(args);
        return List.copyOf(command);
    }

    /** The jar or directory from which {@code type} was loaded. */
    public static Path codeSource(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("code source of " + type.getName() + " is not a file", e);
        }
    }
}
