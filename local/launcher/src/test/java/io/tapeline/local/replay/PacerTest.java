package io.tapeline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class PacerTest {
    private static final long MS = 1_000_000L;
    private static final long S = 1_000 * MS;
    /** The clock may be anything, also below zero. */
    private static final long NOW = -77 * S;

    private static final long DAY = 1_385_337_600 * S;
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private static OptionalLong at(long sinceMidnight) {
        return OptionalLong.of(DAY + sinceMidnight);
    }

    @Test
    void letsTradesWaitForTheirTimeAtTheSpeed() {
        Pacer pacer = new Pacer(Pace.unbounded().withSpeed(10));

        assertThat(pacer.wait(at(0), NOW)).isZero();
        assertThat(pacer.wait(at(3 * S), NOW)).isEqualTo(300 * MS);
        assertThat(pacer.wait(at(3 * S), NOW + 200 * MS)).isEqualTo(100 * MS);
        assertThat(pacer.wait(at(3 * S), NOW + 300 * MS)).isZero();
    }

    @Test
    void isSlowerThanTheEventsWhenAskedTo() {
        Pacer pacer = new Pacer(Pace.unbounded().withSpeed(0.5));

        pacer.wait(at(0), NOW);

        assertThat(pacer.wait(at(3 * S), NOW)).isEqualTo(6 * S);
    }

    @Test
    void keepsToTheTimelineSoThatAStallIsMadeUpFor() {
        Pacer pacer = new Pacer(Pace.unbounded().withSpeed(1));
        pacer.wait(at(0), NOW);

        assertThat(pacer.wait(at(S), NOW + 60 * S)).isNotPositive();
        assertThat(pacer.wait(at(59 * S), NOW + 60 * S)).isNotPositive();
        assertThat(pacer.wait(at(61 * S), NOW + 60 * S)).isEqualTo(S);
    }

    @Test
    void doesNotHoldUpTradesThatAreOlderThanThoseBeforeOrTellNoTime() {
        Pacer pacer = new Pacer(Pace.unbounded().withSpeed(1));
        assertThat(pacer.wait(UNKNOWN, NOW)).isZero();
        pacer.wait(at(10 * S), NOW + S);

        assertThat(pacer.wait(at(4 * S), NOW + S)).isNotPositive();
        assertThat(pacer.wait(UNKNOWN, NOW + S)).isNotPositive();
        assertThat(pacer.wait(at(11 * S), NOW + S))
                .as("the first that tells a time begins the timeline")
                .isEqualTo(S);
    }

    @Test
    void hasNoTimesThatOverflow() {
        Pacer pacer = new Pacer(Pace.unbounded().withSpeed(1e-12));
        pacer.wait(OptionalLong.of(1), NOW);

        assertThat(pacer.wait(OptionalLong.of(Long.MAX_VALUE), NOW)).isGreaterThan(100L * 365 * 86_400 * S);
    }

    @Test
    void spacesTradesByTheRate() {
        Pacer pacer = new Pacer(Pace.unbounded().withRate(4));

        assertThat(pacer.wait(UNKNOWN, NOW)).isZero();
        pacer.taken(NOW);
        assertThat(pacer.wait(UNKNOWN, NOW)).isEqualTo(250 * MS);
        assertThat(pacer.wait(UNKNOWN, NOW + 249 * MS)).isEqualTo(MS);
        assertThat(pacer.wait(UNKNOWN, NOW + 250 * MS)).isZero();
    }

    /** A third of a nanosecond a trade adds up. */
    @Test
    void keepsARateThatIsNoWholeNumberOfNanoseconds() {
        Pacer pacer = new Pacer(Pace.unbounded().withRate(3_000_000));
        pacer.wait(UNKNOWN, NOW);

        for (int i = 0; i < 3_000_000; i++) {
            pacer.taken(NOW);
        }

        assertThat(pacer.wait(UNKNOWN, NOW)).isBetween(S - 1, S + 1);
    }

    @Test
    void makesUpForAQuarterOfASecondOfAStallAndNoMore() {
        Pacer pacer = new Pacer(Pace.unbounded().withRate(1_000));
        pacer.wait(UNKNOWN, NOW);
        pacer.taken(NOW);

        long later = NOW + 60 * S;
        int burst = 0;
        while (pacer.wait(UNKNOWN, later) <= 0) {
            pacer.taken(later);
            burst++;
        }

        assertThat(burst).isEqualTo(251);
    }

    @Test
    void takesTheSlowerOfSpeedAndRate() {
        Pacer pacer = new Pacer(new Pace(1, 10));
        pacer.wait(at(0), NOW);
        pacer.taken(NOW);

        assertThat(pacer.wait(at(10 * MS), NOW)).as("rate").isEqualTo(100 * MS);
        assertThat(pacer.wait(at(700 * MS), NOW)).as("speed").isEqualTo(700 * MS);
    }
}
