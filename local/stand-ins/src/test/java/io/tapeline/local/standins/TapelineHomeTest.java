package io.tapeline.local.standins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TapelineHomeTest {
    @Test
    void findsTheCheckoutAboveItsOwnClasses() {
        assertThat(TapelineHome.path().resolve("local/stand-ins/pom.xml")).exists();
        assertThat(TapelineHome.path().resolve("ingest-service")).exists();
    }

    @Test
    void saysHowToBuildWhatIsMissing() {
        assertThatThrownBy(() -> TapelineHome.built("local/stand-ins/target/no-such.jar"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("no-such.jar is missing; build it with: ./mvnw -Dquick package");
    }
}
