package io.tapeline.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.feed.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long FIRST = 1_000_000_000_000L;

    private final ManualClock clock = new ManualClock();

    @Test
    void holdsEventsBackByTheirDistanceDividedByTheSpeed() {
        Pace pace = new Pace(10, clock);

        assertThat(pace.waitNanos(FIRST)).isZero();
        assertThat(pace.waitNanos(FIRST + 5_000)).isEqualTo(500);
        clock.advance(Duration.ofNanos(400));
        assertThat(pace.waitNanos(FIRST + 5_000)).isEqualTo(100);
        assertThat(pace.waitNanos(FIRST - 5_000)).isNegative();
    }

    @Test
    void holdsNothingBackAtFullSpeed() {
        Pace pace = new Pace(0, clock);

        assertThat(pace.waitNanos(FIRST)).isZero();
        assertThat(pace.waitNanos(FIRST + Duration.ofDays(1).toNanos())).isZero();
    }
}
