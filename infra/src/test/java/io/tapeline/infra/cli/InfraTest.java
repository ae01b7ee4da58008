package io.tapeline.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class InfraTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void allThatIsWrongIsNamedAtOnce() {
        int exit = run("check", "--profile", "dev", "log_retention=8", "account=1", "no_such=1");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("The settings are wrong:")
                .contains("no_such", "log_retention", "account");
    }

    @Test
    void aProfileThatIsNotThereIsNamedWithThoseThatAre() {
        assertThat(run("check", "--profile", "test")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no profile test: -c profile=NAME, one of dev, prod, staging");
    }

    @Test
    void aRightProfileIsSaidToBeSo() {
        assertThat(run("check", "--profile", "prod")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("The settings of tapeline-prod are right.");
    }

    @Test
    void aMissingCommandIsAnErrorThatListsThem() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("a command is missing", "check", "synth");
    }

    @Test
    void settingsAreWhatCdkDoesNotOwnOfTheContext() {
        assertThat(AppCommand.settings(Map.of(
                        "profile",
                        "dev",
                        "core_instance_count",
                        4,
                        "aws:cdk:enable-path-metadata",
                        true,
                        "@aws-cdk/core:x",
                        true)))
                .containsOnly(Map.entry("profile", "dev"), Map.entry("core_instance_count", "4"));
    }

    private int run(String... words) {
        CommandLine commands = Infra.commandLine(Path.of(".."), new PrintStream(out, true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(err, true));
        return commands.execute(words);
    }
}
