package io.tapeline.stream.emr;

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
    private static final long MOST_BYTES = 125_000_000;

    /** Our own, the Kinesis connector, Iceberg with the AWS SDK, Avro; and what these bring under its own name. */
    private static final List<String> ALLOWED = List.of(
            "io/tapeline/",
            "org/apache/flink/connector/aws/",
            "org/apache/flink/connector/kinesis/",
            "org/apache/flink/dropwizard/",
            "org/apache/flink/kinesis/shaded/",
            "org/apache/flink/streaming/connectors/kinesis/",
            "org/apache/iceberg/",
            "software/amazon/",
            "org/apache/avro/",
            "com/fasterxml/jackson/",
            "com/github/luben/zstd/",
            "com/codahale/metrics/",
            "com/github/benmanes/caffeine/",
            "com/google/errorprone/annotations/",
            "dev/failsafe/",
            "org/apache/commons/codec/",
            "org/apache/datasketches/",
            "org/checkerframework/",
            "org/eclipse/microprofile/",
            "org/intellij/lang/annotations/",
            "org/jetbrains/annotations/",
            "org/locationtech/jts/",
            "org/projectnessie/",
            "org/reactivestreams/",
            "org/roaringbitmap/");

    private static final Path JAR = EmrJar.PATH;
    private static Set<String> entries = Set.of();

    @BeforeAll
    static void open() throws IOException {
        entries = entries(JAR);
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
                        "org/apache/flink/connector/kinesis/source/KinesisStreamsSource.class",
                        "org/apache/iceberg/flink/sink/FlinkSink.class",
                        "org/apache/iceberg/aws/glue/GlueCatalog.class",
                        "software/amazon/awssdk/services/glue/GlueClient.class",
                        "software/amazon/awssdk/services/s3/S3Client.class",
                        "linux/amd64/libzstd-jni-1.5.7-9.so",
                        "linux/aarch64/libzstd-jni-1.5.7-9.so");
    }

    @Test
    void leavesLoggingToTheCluster() {
        assertThat(entries)
                .noneMatch(name -> name.startsWith("org/slf4j/")
                        || name.startsWith("org/apache/logging/")
                        || name.startsWith("org/apache/log4j/")
                        || name.contains("log4j2")
                        || name.contains("simplelogger"));
    }

    @Test
    void isOfASizeThatAnUploadBears() throws Exception {
        assertThat(JAR).satisfies(file -> assertThat(Files.size(file)).isLessThan(MOST_BYTES));
        // The Kinesis Producer Library's programs, and native code for what EMR does not run on.
        assertThat(entries).noneMatch(name -> name.startsWith("amazon-kinesis-producer") || name.endsWith(".dll"));
    }

    @Test
    void holdsNoClassThatTheClusterHas() throws Exception {
        Set<String> twice = new TreeSet<>();
        for (Path theirs : ClusterClassPath.jars()) {
            Set<String> there = entries(theirs);
            classes(entries).stream().filter(there::contains).forEach(twice::add);
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void namesTheMainClassAndHoldsIt() throws Exception {
        try (JarFile file = new JarFile(JAR.toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo("io.tapeline.stream.StreamProcessorJob");
        }
        assertThat(entries).contains("io/tapeline/stream/StreamProcessorJob.class");
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
        assertThat(text("LICENSE") + text("NOTICE")).contains("Apache Iceberg", "includes code from Apache Avro");
        assertThat(text("META-INF/NOTICE")).contains("Apache Avro", "flink-connector-kinesis");
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
        try (ZipFile zip = new ZipFile(JAR.toFile());
                InputStream bytes = zip.getInputStream(zip.getEntry(entry))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
