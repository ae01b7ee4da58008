package io.tapeline.testkit.emr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What a jar for EMR holds: all that the cluster does not, and nothing that it does. */
public abstract class EmrJarContract {
    private final EmrJar jar;
    private final String mainClass;
    private final long mostBytes;
    private final List<String> allowed;

    /**
     * A contract of a jar.
     *
     * @param mostBytes more than its size
     * @param allowed how the names of its classes may begin, with slashes; each must occur
     */
    protected EmrJarContract(EmrJar jar, String mainClass, long mostBytes, List<String> allowed) {
        this.jar = jar;
        this.mainClass = mainClass;
        this.mostBytes = mostBytes;
        this.allowed = List.copyOf(allowed);
    }

    /** The jars that the cluster has. */
    protected abstract List<Path> clusterClassPath() throws IOException;

    protected final EmrJar jar() {
        return jar;
    }

    @Test
    void holdsTheLibrariesThatItNeedsAndNoOthers() {
        // Packages, not classes: of these there are too many to read.
        assertThat(jar.classes().stream()
                        .filter(name -> allowed.stream().noneMatch(name::startsWith))
                        .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                        .distinct())
                .isEmpty();
        assertThat(allowed.stream().filter(prefix -> jar.entries().stream().noneMatch(name -> name.startsWith(prefix))))
                .isEmpty();
    }

    @Test
    void isOfASizeThatAnUploadBears() throws Exception {
        assertThat(Files.size(jar.path())).isLessThan(mostBytes);
    }

    @Test
    void holdsNoClassThatTheClusterHas() throws Exception {
        Set<String> twice = new TreeSet<>();
        for (Path theirs : clusterClassPath()) {
            Set<String> there = EmrJar.entries(theirs);
            jar.classes().stream().filter(there::contains).forEach(twice::add);
        }
        assertThat(twice).isEmpty();
    }

    @Test
    void namesTheMainClassAndHoldsIt() throws Exception {
        try (JarFile file = new JarFile(jar.path().toFile())) {
            assertThat(file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo(mainClass);
        }
        assertThat(jar.entries()).contains(mainClass.replace('.', '/') + ".class");
    }

    @Test
    void holdsEveryProviderOfItsServices() throws Exception {
        for (String entry : jar.entries()) {
            if (entry.matches("META-INF/services/[^/]+")) {
                assertThat(jar.entries())
                        .as(entry)
                        .containsAll(jar.providers(entry).stream()
                                .map(provider -> provider.replace('.', '/') + ".class")
                                .toList());
            }
        }
    }

    @Test
    void hasOurLicence() throws Exception {
        assertThat(jar.text("META-INF/tapeline-LICENSE")).isEqualTo(Files.readString(Path.of("../LICENSE")));
    }

    @Test
    void isNotSigned() {
        assertThat(jar.entries()).noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA|EC)"));
    }
}
