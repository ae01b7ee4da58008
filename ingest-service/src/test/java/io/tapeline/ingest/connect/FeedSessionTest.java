package io.tapeline.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.ingest.connect.FeedSession.Action;
import io.tapeline.ingest.connect.FeedSession.State;
import io.tapeline.ingest.feed.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FeedSessionTest {
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofSeconds(8);

    private final ManualClock clock = new ManualClock();
    /** Always the greatest number below the bound that is asked for. */
    private final RandomGenerator greatest = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    private final FeedSession session = new FeedSession(SILENCE, MIN, MAX, 2, clock, greatest);

    @Test
    void connectsSubscribesAndIsLiveWhenAllIsConfirmed() {
        assertThat(session.start()).isEqualTo(Action.CONNECT);
        assertThat(session.waitNanos()).isEqualTo(FeedSession.FOREVER);
        assertThat(session.opened()).isEqualTo(Action.SUBSCRIBE);
        assertThat(session.confirmed()).isEqualTo(Action.NONE);
        assertThat(session.state()).isEqualTo(State.SUBSCRIBING);
        assertThat(session.confirmed()).isEqualTo(Action.NONE);
        assertThat(session.state()).isEqualTo(State.LIVE);
    }

    @Test
    void isLiveWithThePartOfItsSubscriptionsThatWasConfirmed() {
        session.start();
        session.opened();
        session.refused();

        assertThat(session.confirmed()).isEqualTo(Action.NONE);
        assertThat(session.state()).isEqualTo(State.LIVE);
    }

    @Test
    void closesWhenAllWasRefused() {
        session.start();
        session.opened();
        session.refused();

        assertThat(session.refused()).isEqualTo(Action.CLOSE);
        assertThat(session.state()).isEqualTo(State.WAITING);
    }

    @Test
    void closesWhatIsNotConfirmedInTimeThoughDataComes() {
        session.start();
        session.opened();
        session.confirmed();
        clock.advance(SILENCE.minusNanos(1));
        session.heard();
        assertThat(session.turn()).isEqualTo(Action.NONE);

        clock.advanceNanos(1);

        assertThat(session.isMute()).isTrue();
        assertThat(session.turn()).isEqualTo(Action.CLOSE);
    }

    @Test
    void closesAConnectionThatIsOpenAndMute() {
        live();
        clock.advance(Duration.ofSeconds(7));
        session.heard();
        clock.advance(SILENCE.minusNanos(1));
        assertThat(session.waitNanos()).isEqualTo(1);
        assertThat(session.turn()).isEqualTo(Action.NONE);

        clock.advanceNanos(1);

        assertThat(session.silentNanos()).isEqualTo(SILENCE.toNanos());
        assertThat(session.turn()).isEqualTo(Action.CLOSE);
        assertThat(session.state()).isEqualTo(State.WAITING);
        assertThat(session.silentNanos()).isZero();
    }

    @Test
    void doublesTheBoundOfItsPauseUpToTheGreatest() {
        session.start();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            session.lost();
            long pause = session.waitNanos();
            pauses.add(Duration.ofNanos(pause).toSeconds());
            clock.advanceNanos(pause - 1);
            assertThat(session.turn()).isEqualTo(Action.NONE);
            clock.advanceNanos(1);
            assertThat(session.turn()).isEqualTo(Action.CONNECT);
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 8L);
    }

    @Test
    void forgetsFailuresOnlyAfterBeingLiveForLong() {
        session.start();
        session.lost();
        session.lost();
        live();
        clock.advance(MAX.minusNanos(1));
        session.lost();
        assertThat(session.waitNanos()).isEqualTo(Duration.ofSeconds(4).toNanos());

        live();
        clock.advance(MAX);
        session.lost();

        assertThat(session.waitNanos()).isEqualTo(MIN.toNanos());
    }

    @Test
    void spreadsItsPausesOverTheWholeBound() {
        FeedSession random = new FeedSession(SILENCE, MIN, MAX, 1, clock, RandomGenerator.of("L64X128MixRandom"));
        random.start();
        random.lost();
        random.lost();
        random.lost();
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 1000; i++) {
            random.lost();
            least = Math.min(least, random.waitNanos());
            most = Math.max(most, random.waitNanos());
        }

        assertThat(least).isLessThan(Duration.ofSeconds(1).toNanos());
        assertThat(most).isBetween(Duration.ofSeconds(7).toNanos(), MAX.toNanos());
    }

    @Test
    void closesWhenItIsStopped() {
        live();

        assertThat(session.stop()).isEqualTo(Action.CLOSE);
        assertThat(session.state()).isEqualTo(State.STOPPED);
        assertThat(session.turn()).isEqualTo(Action.NONE);
    }

    private void live() {
        session.start();
        session.opened();
        session.confirmed();
        session.confirmed();
        assertThat(session.state()).isEqualTo(State.LIVE);
    }
}
