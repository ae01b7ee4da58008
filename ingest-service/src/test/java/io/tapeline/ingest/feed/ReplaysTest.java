package io.tapeline.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplaysTest {
    private static final long DAY = 86_400_000_000_000L;

    private final ManualClock clock = new ManualClock();
    private final Replays replays = new Replays(2, Duration.ofMinutes(10), clock);

    @Test
    void itsClockIsTheNewestEventHandedOn() {
        ReplayFeed feed = open("a", 500, 700);
        assertThat(feed.clock()).isEqualTo(700);

        feed.begin(100);
        assertThat(feed.clock()).isEqualTo(700);

        feed.advance(600);
        assertThat(feed.clock()).isEqualTo(700);
    }

    @Test
    void beforeAnythingIsHandedOnItsClockIsTheOldestEventToCome() {
        ReplayFeed feed = replays.enter("a").orElseThrow();

        feed.begin(500);

        assertThat(feed.clock()).isEqualTo(500);
    }

    @Test
    void closesWithTheEndOfTheLastEventsDayAndAMargin() {
        long noon = Instant.parse("2013-11-25T12:00:00Z").getEpochSecond() * 1_000_000_000L;
        long expected = Instant.parse("2013-11-26T00:00:05Z").getEpochSecond() * 1_000_000_000L;

        assertThat(open("a", noon, noon).closingClock()).isEqualTo(expected);
        assertThat(open("b", noon, expected - 5_000_000_000L).closingClock()).isEqualTo(expected + DAY);
    }

    @Test
    void tellsTheClockOfTheReplayFurthestBehind() {
        assertThat(replays.clock()).isEqualTo(Replays.NO_CLOCK);

        open("a", 1, 700);
        ReplayFeed behind = open("b", 1, 300);
        assertThat(replays.clock()).isEqualTo(300);

        replays.close(behind);
        assertThat(replays.clock()).isEqualTo(700);
    }

    @Test
    void keepsOneFeedForAName() {
        assertThat(open("a", 1, 2)).isSameAs(open("a", 1, 2));
    }

    @Test
    void refusesMoreReplaysThanItsBound() {
        open("a", 1, 2);
        open("b", 1, 2);

        assertThat(replays.enter("c")).isEmpty();
        assertThat(replays.enter("a")).isPresent();
    }

    @Test
    void forgetsAReplayInWhichNothingWasAccepted() {
        ReplayFeed feed = replays.enter("a").orElseThrow();
        replays.leave(feed);

        assertThat(replays.find("a")).isEmpty();
    }

    @Test
    void forgetsAReplayThatIsIdleButNotOneThatIsBusy() {
        open("idle", 1, 2);
        ReplayFeed busy = replays.enter("busy").orElseThrow();
        busy.begin(5);
        clock.advance(Duration.ofMinutes(11));

        assertThat(replays.clock()).isEqualTo(5);
        assertThat(replays.find("idle")).isEmpty();
        assertThat(replays.find("busy")).isPresent();
    }

    @Test
    void doesNotCloseAReplayThatIsBusy() {
        open("a", 1, 2);
        ReplayFeed feed = replays.enter("a").orElseThrow();

        assertThat(feed.isBusy()).isTrue();
        replays.close(feed);

        assertThat(replays.find("a")).isPresent();
    }

    private ReplayFeed open(String id, long min, long max) {
        ReplayFeed feed = replays.enter(id).orElseThrow();
        feed.begin(min);
        feed.advance(max);
        replays.leave(feed);
        return feed;
    }
}
