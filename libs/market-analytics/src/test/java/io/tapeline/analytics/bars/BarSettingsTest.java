package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void theDefaultsAreThoseOfTheDocuments() {
        assertThat(BarSettings.DEFAULTS)
                .isEqualTo(new BarSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), 16_384, Duration.ofDays(7)));
    }

    @Test
    void theRetentionFollowsALongHorizon() {
        BarSettings settings = new BarSettings(SECOND, Duration.ofDays(30), 0);
        assertThat(settings.symbolRetention()).isEqualTo(Duration.ofDays(31));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new BarSettings(SECOND.negated(), SECOND, 0))
                .hasMessage("outOfOrderness is not between PT0S and PT87600H: PT-1S");
        assertThatThrownBy(() -> new BarSettings(SECOND, Duration.ofDays(4_000), 0, Duration.ofDays(4_001)))
                .hasMessage("correctionHorizon is not between PT0S and PT87600H: PT96000H");
        assertThatThrownBy(() -> new BarSettings(SECOND, SECOND, -1)).hasMessage("dedupMinimum is negative: -1");
        assertThatThrownBy(() -> new BarSettings(SECOND, SECOND, 0, Duration.ofDays(1)))
                .hasMessage("symbolRetention is not between PT24H1S and PT87600H: PT24H");
    }
}
