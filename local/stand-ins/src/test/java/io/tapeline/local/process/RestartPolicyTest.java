package io.tapeline.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartPolicyTest {
    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "8, 30000", "1000000, 30000"})
    void doublesThePauseUpToTheLimit(int attempt, long millis) {
        assertThat(RestartPolicy.standard().delay(attempt)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void refusesALimitBelowTheFirstPause() {
        assertThatThrownBy(() -> new RestartPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1), 3, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("delays are not 0 <= initial <= max: PT2S, PT1S");
    }
}
