package io.tapeline.local.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ArgumentFileTest {
    @Test
    void splitsFlagsFromTheClassPath() {
        ArgumentFile file = ArgumentFile.parse("""
                --add-opens=java.base/java.lang=ALL-UNNAMED
                -Da=b
                -cp "/with space/a.jar:/b.jar"
                """);

        assertThat(file.flags()).containsExactly("--add-opens=java.base/java.lang=ALL-UNNAMED", "-Da=b");
        assertThat(file.classPath()).containsExactly(Path.of("/with space/a.jar"), Path.of("/b.jar"));
    }

    @Test
    void takesATextWithoutFlagsForAClassPath() {
        ArgumentFile file = ArgumentFile.parse("/with space/a.jar:/b.jar\n");

        assertThat(file.flags()).isEmpty();
        assertThat(file.classPath()).containsExactly(Path.of("/with space/a.jar"), Path.of("/b.jar"));
    }

    @Test
    void saysHowToBuildAFileThatIsMissing() {
        assertThatThrownBy(() -> ArgumentFile.read(Path.of("/nowhere/runtime.classpath")))
                .isInstanceOf(LauncherException.class)
                .hasMessage("/nowhere/runtime.classpath is missing; build it with: ./mvnw -Dquick package");
    }
}
