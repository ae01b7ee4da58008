package io.tapeline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/** The rules of cdk-nag's AwsSolutions, over every stack of every profile. */
@NeedsNode
class NagTest {
    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod"})
    void findsNothingThatIsNotExplained(String profile) throws IOException {
        TapelineInfra infra = Synth.infra(profile);
        infra.all();
        App app = (App) infra.foundation().getNode().getRoot();
        Aspects.of(app).add(new AwsSolutionsChecks());

        Path assembly = Path.of(app.synth().getDirectory());

        List<String> verdicts = verdicts(assembly);
        assertThat(verdicts).anyMatch(verdict -> verdict.contains("\"Compliant\""));
        assertThat(verdicts)
                .noneMatch(verdict -> verdict.contains("\"Non-Compliant\"") || verdict.contains("\"UNKNOWN\""));
    }

    /** A line for each rule and resource: rule, resource, verdict, reason of an exception, level, what the rule says. */
    private static List<String> verdicts(Path assembly) throws IOException {
        try (Stream<Path> files = Files.list(assembly)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-NagReport.csv"))
                    .flatMap(NagTest::lines)
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
