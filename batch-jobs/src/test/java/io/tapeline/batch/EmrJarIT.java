package io.tapeline.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar for EMR holds: all that the cluster does not, and nothing that it does. */
class EmrJarIT {
    private static final long MOST_BYTES = 12_000_000;

    /** Our own, with the AWS SDK under a name of our own, and PostgreSQL's driver; EMR has that of Redshift. */
    private static final List<String> ALLOWED = List.of(
            "io/tapeline/batch/",
            "io/tapeline/analytics/",
            "io/tapeline/lake/",
            "io/tapeline/model/",
            "io/tapeline/settings/",
            "org/postgresql/");

    private static Path jar = Path.of("");
    private static Set<String> entries = Set.of();

    @BeforeAll
    static void open() throws IOException {
        jar = SparkSubmit.jar();
        entries = entries(jar);
    }

    @Test
    void holdsTheLibrariesThatItNeedsAndNoOthers() {
        // Packages, not classes: of these there are too many to read.
        assertThat(classes(entries).stream()
                        .filter(name -> ALLOWED.stream().noneMatch(name::startsWith))
                        .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                        .distinct())
                .isEmpty();
        assertThat(ALLOWED.stream().filter(prefix -> entries.stream().noneMatch(name -> name.startsWith(prefix))))
                .isEmpty();
        assertThat(entries)
                .contains(
                        "org/postgresql/Driver.class",
                        "io/tapeline/batch/shaded/software/amazon/awssdk/services/secretsmanager/SecretsManagerClient.class");
    }

    @Test
    void namesItsDriverToTheDriverManager() throws Exception {
        assertThat(providers("META-INF/services/java.sql.Driver")).containsExactly("org.postgresql.Driver");
    }

    @Test
    void leavesLoggingToTheCluster() {
        assertThat(entries).noneMatch(name -> name.contains("log4j2"));
    }

    @Test
    void isOfASizeThatAnUploadBears() throws Exception {
        assertThat(Files.size(jar)).isLessThan(MOST_BYTES);
    }

    @Test
    void holdsNoClassThatTheClusterHas() throws Exception {
        Set<String> twice = new TreeSet<>();
        for (Path theirs : SparkSubmit.classPath()) {
            Set<String> there = entries(theirs);
            classes(entries).stream().filter(there::contains).forEach(twice::add);
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void namesTheMainClassAndHoldsIt() throws Exception {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo("io.tapeline.batch.NightlyJob");
        }
        assertThat(entries).contains("io/tapeline/batch/NightlyJob.class");
    }

    @Test
    void holdsEveryProviderOfItsServices() throws Exception {
        for (String entry : entries) {
            if (entry.matches("META-INF/services/[^/]+")) {
                assertThat(entries)
                        .as(entry)
                        .containsAll(providers(entry).stream()
                                .map(provider -> provider.replace('.', '/') + ".class")
                                .toList());
            }
        }
    }

    @Test
    void hasTheLicencesAndNoticesOfAll() throws Exception {
        assertThat(text("META-INF/tapeline-LICENSE")).isEqualTo(Files.readString(Path.of("../LICENSE")));
        assertThat(text("META-INF/LICENSE")).contains("PostgreSQL Global Development Group");
        assertThat(text("META-INF/NOTICE.txt")).contains("AWS SDK for Java 2.0");
    }

    @Test
    void isNotSigned() {
        assertThat(entries).noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA|EC)"));
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> classes(Collection<String> entries) {
        return entries.stream()
                .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                .toList();
    }

    /** The providers that a service file names. */
    private static List<String> providers(String service) throws IOException {
        return text(service)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").trim())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String text(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream bytes = zip.getInputStream(zip.getEntry(entry))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
