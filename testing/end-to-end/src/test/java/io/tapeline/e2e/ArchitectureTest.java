package io.tapeline.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies point inward, and a framework appears only in its runtime's module. */
class ArchitectureTest {
    private static final List<String> MODULES = List.of(
            "libs/market-model",
            "libs/market-wire",
            "libs/market-analytics",
            "libs/lake-schema",
            "libs/job-settings",
            "ingest-service",
            "stream-processor",
            "live-service",
            "batch-jobs",
            "local/kinesis-emulator",
            "local/stand-ins",
            "local/launcher",
            "testing/test-kit");

    private static JavaClasses classes;

    @BeforeAll
    static void importEveryModule() {
        Path root = Path.of("../..");
        List<Path> directories = MODULES.stream()
                .map(module -> root.resolve(module).resolve("target/classes"))
                .toList();
        assertThat(directories).allSatisfy(directory -> assertThat(directory).isDirectory());
        classes = new ClassFileImporter().importPaths(directories);
    }

    @ParameterizedTest
    @CsvSource({
        "io.tapeline.model.., java..|io.tapeline.model..",
        "io.tapeline.wire.., java..|io.tapeline.model..|io.tapeline.wire..|org.apache.avro..|com.github.luben.zstd..",
        "io.tapeline.analytics.., java..|io.tapeline.model..|io.tapeline.analytics..",
        "io.tapeline.lake.., java..|io.tapeline.lake..|org.apache.iceberg..",
        "io.tapeline.settings.., java..|io.tapeline.settings..",
    })
    void librariesDependOnNothingButWhatIsListed(String library, String allowed) {
        classes()
                .that()
                .resideInAPackage(library)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage((allowed + "|org.jspecify..").split("\\|"))
                .check(classes);
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.flink.., io.tapeline.stream..",
        "org.apache.spark.., io.tapeline.batch..",
        "io.quarkus.., io.tapeline.ingest..|io.tapeline.live..",
        "software.amazon.kinesis.., io.tapeline.live..",
    })
    void aFrameworkAppearsOnlyInItsRuntime(String framework, String runtimes) {
        noClasses()
                .that()
                .resideOutsideOfPackages(runtimes.split("\\|"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(framework)
                .check(classes);
    }

    @Test
    void theAwsSdkAppearsOnlyWhereAwsIsCalled() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.tapeline.ingest..",
                        "io.tapeline.stream..",
                        "io.tapeline.live..",
                        "io.tapeline.batch.warehouse..",
                        "io.tapeline.local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .check(classes);
    }

    @Test
    void runtimesDoNotKnowEachOther() {
        slices().matching("io.tapeline.(ingest|stream|live|batch)..")
                .should()
                .notDependOnEachOther()
                .check(classes);
    }

    @Test
    void nothingThatIsDeployedKnowsTheStandIns() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tapeline.local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tapeline.local..")
                .check(classes);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("io.tapeline.(**)").should().beFreeOfCycles().check(classes);
    }
}
