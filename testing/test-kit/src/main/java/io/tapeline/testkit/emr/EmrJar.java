package io.tapeline.testkit.emr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The jar for EMR that the build of this module has made.
 *
 * @param path of its file, absolute
 * @param entries the names of all that it holds
 */
public record EmrJar(Path path, Set<String> entries) {
    public EmrJar {
        entries = Set.copyOf(entries);
    }

    /** The one of a module, of which there must be one. */
    public static EmrJar of(String module) throws IOException {
        Path path = find(module);
        return new EmrJar(path, entries(path));
    }

    /** Where the one of a module is. */
    public static Path find(String module) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of("target"), module + "-*-emr.jar")) {
            List<Path> jars = new ArrayList<>();
            files.forEach(jars::add);
            if (jars.size() != 1) {
                throw new IllegalStateException("not one emr jar in target: " + jars);
            }
            return jars.get(0).toAbsolutePath();
        }
    }

    /** The names of all that a jar holds. */
    static Set<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }

    List<String> classes() {
        return entries.stream()
                .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                .sorted()
                .toList();
    }

    /** The providers that a service file names. */
    public List<String> providers(String service) throws IOException {
        return text(service)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").trim())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** An entry, as text. */
    public String text(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile());
                InputStream bytes = zip.getInputStream(zip.getEntry(entry))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
