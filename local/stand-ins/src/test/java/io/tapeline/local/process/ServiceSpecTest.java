package io.tapeline.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSpecTest {
    @Test
    void worksInTheDirectoryOfItsLogUnlessToldOtherwise() {
        assertThat(builder("s3").build().workingDirectory()).isEqualTo(Path.of("/state/logs"));
        assertThat(builder("s3").workingDirectory(Path.of("/data")).build().workingDirectory())
                .isEqualTo(Path.of("/data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../s3", "a b", "-s3", "s3.pid"})
    void refusesANameThatIsNotFitForAFile(String name) {
        assertThatThrownBy(() -> builder(name).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name is not letters, digits and hyphens: " + name);
    }

    @Test
    void refusesToWaitForNoTime() {
        assertThatThrownBy(() -> builder("s3").startTimeout(Duration.ZERO).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("startTimeout is not positive: PT0S");
    }

    private static ServiceSpec.Builder builder(String name) {
        return ServiceSpec.builder(name)
                .command(List.of("true"))
                .log(Path.of("/state/logs/" + name + ".log"))
                .health(Health::healthy);
    }
}
