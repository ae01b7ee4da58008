package io.tapeline.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @TempDir
    Path directory;

    @Test
    void takesTheLastOfARepeatedKeyAndAllAfterTheFirstEqualsSign() {
        assertThat(parse("--name=a", "--name=b=c").text(TestKey.NAME)).isEqualTo("b=c");
    }

    @Test
    void takesABlankValueForNone() {
        assertThat(parse("--count= ", "--name=").optional(TestKey.COUNT)).contains("3");
        assertThat(parse("--name=").optional(TestKey.NAME)).isEmpty();
    }

    @Test
    void takesAFlagWithAndWithoutAValue() {
        assertThat(parse("--force").flag(TestKey.FORCE)).isTrue();
        assertThat(parse("--force=false").flag(TestKey.FORCE)).isFalse();
        assertThat(parse().flag(TestKey.FORCE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name=x", "--name", "--careful", "--=x", "--", ""})
    void refusesWhatIsNotAKeyAndAValue(String argument) {
        assertThatThrownBy(() -> parse(argument).check())
                .isInstanceOf(SettingsException.class)
                .hasMessage("argument is not --key=value: " + argument);
    }

    @Test
    void takesArgumentsOverTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("job.properties"), "name=Zoë\ncount=4\nforce=true\n");

        Settings settings = parse("--count=5", "--config=" + file);

        assertThat(settings.text(TestKey.NAME)).isEqualTo("Zoë");
        assertThat(settings.integer(TestKey.COUNT, 0, 9)).isEqualTo(5);
        assertThat(settings.flag(TestKey.FORCE)).isTrue();
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void namesWhatTheFileHasThatIsNoSetting() throws IOException {
        Path file = Files.writeString(directory.resolve("job.properties"), "cuont=4\n");

        assertThatThrownBy(() -> parse("--config=" + file).check())
                .hasMessage("unknown setting: cuont (did you mean count?)");
    }

    @Test
    void saysWhyTheFileCannotBeReadAndNothingThatFollowsFromIt() throws IOException {
        Path absent = directory.resolve("absent");
        Path latin = Files.write(directory.resolve("latin"), "name=Zoë".getBytes(StandardCharsets.ISO_8859_1));
        Path escape = Files.writeString(directory.resolve("escape"), "name=\\u00zz");

        assertThatThrownBy(() -> parse("fast", "--config=" + absent))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactly(
                                        "argument is not --key=value: fast",
                                        "cannot read the file of --config: " + absent
                                                + ": java.nio.file.NoSuchFileException: " + absent));
        for (String unreadable : new String[] {latin.toString(), escape.toString(), "\0"}) {
            assertThatThrownBy(() -> parse("--config=" + unreadable))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageStartingWith("cannot read the file of --config: " + unreadable);
        }
    }

    @Test
    void helpNamesEverySettingItsDefaultAndEffect() {
        assertThat(Arguments.help("Usage: Job\n", TestKey.NAME, TestKey.FORCE, TestKey.CAREFUL))
                .isEqualTo("""
                        Usage: Job

                          --name
                              what it is called
                          --force
                              does it anyway
                          --careful=true
                              looks twice
                        """);
    }

    @Test
    void helpIsAskedForByTwoNames() {
        assertThat(Arguments.wantHelp("--name=x", "--help")).isTrue();
        assertThat(Arguments.wantHelp("-h")).isTrue();
        assertThat(Arguments.wantHelp("--name=help")).isFalse();
    }

    private static Settings parse(String... args) {
        return Arguments.parse(TestKey.values(), args);
    }
}
