package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RateWindowTest {
    private static final long MS = 1_000_000;
    private static final long BEGAN = -3_000 * MS;

    private final RateWindow window = new RateWindow(BEGAN);

    /** 10 steps a second, each of {@code step}. */
    private long run(long from, int seconds, long count, long step) {
        for (int i = 1; i <= seconds * 10; i++) {
            window.add(BEGAN + (from + i * 100L) * MS, count + i * step);
        }
        return count + seconds * 10L * step;
    }

    @Test
    void tellsTheRateSinceTheStartAtFirst() {
        assertThat(window.perSecond(BEGAN)).isZero();
        window.add(BEGAN + 10 * MS, 50);
        assertThat(window.perSecond(BEGAN + 10 * MS)).isCloseTo(5_000, within(1e-6));
        assertThat(window.perSecond(BEGAN + 1_000 * MS)).isCloseTo(50, within(1e-6));
    }

    @Test
    void forgetsWhatWasBeforeTheLastSeconds() {
        long count = run(0, 20, 0, 1_000);
        assertThat(window.perSecond(BEGAN + 20_000 * MS)).isCloseTo(10_000, within(1e-6));

        count = run(20_000, 20, count, 5);

        assertThat(window.perSecond(BEGAN + 40_000 * MS)).isCloseTo(50, within(1e-6));
        assertThat(count).isEqualTo(201_000);
    }

    @Test
    void fallsToNothingInSilenceAndRisesAfterIt() {
        run(0, 10, 0, 100);
        assertThat(window.perSecond(BEGAN + 12_500 * MS)).isCloseTo(500, within(60.0));
        assertThat(window.perSecond(BEGAN + 16_000 * MS)).isZero();
        assertThat(window.perSecond(BEGAN + 99_000 * MS)).isZero();

        window.add(BEGAN + 100_000 * MS, 10_400);

        assertThat(window.perSecond(BEGAN + 100_000 * MS))
                .as("all of it in the last five seconds")
                .isCloseTo(80, within(1e-6));
    }
}
