package io.tapeline.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTrackerTest {
    private final SequenceTracker tracker = new SequenceTracker();

    @Test
    void findsNoGapBeforeTheFirstTradeNorBetweenNeighbours() {
        assertThat(tracker.trade("A", 100, 1)).isEmpty();
        assertThat(tracker.trade("A", 101, 2)).isEmpty();
        assertThat(tracker.trade("B", 7, 3)).isEmpty();
    }

    @Test
    void findsWhatIsMissingBetweenTwoTrades() {
        tracker.trade("A", 100, 11);

        assertThat(tracker.trade("A", 104, 12)).contains(new Gap("A", 101, 103, 11));
        assertThat(tracker.trade("A", 105, 13)).isEmpty();
    }

    @Test
    void countsLateAndRepeatedTradesAndFindsNoGapInThem() {
        tracker.trade("A", 1, 1);
        tracker.trade("A", 3, 3);

        assertThat(tracker.trade("A", 2, 2)).isEmpty();
        assertThat(tracker.trade("A", 3, 3)).isEmpty();
        assertThat(tracker.trade("A", 4, 4)).isEmpty();
        assertThat(tracker.repeats()).isEqualTo(2);
    }

    @Test
    void givesATradeThatTheVenueNamesUntilTheNextTimeToCome() {
        assertThat(tracker.lastIs("A", 5)).isEmpty();
        tracker.trade("A", 5, 50);
        assertThat(tracker.lastIs("A", 5)).isEmpty();
        assertThat(tracker.lastIs("A", 7)).isEmpty();

        assertThat(tracker.lastIs("A", 8)).contains(new Gap("A", 6, 7, 50));
        assertThat(tracker.trade("A", 8, 80)).isEmpty();
        assertThat(tracker.lastIs("A", 8)).isEmpty();
    }
}
