package io.tapeline.stream.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Interval;
import io.tapeline.stream.types.BarUpdate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveConflationTest {
    private final LiveConflation waiting = new LiveConflation();
    private final List<LiveUpdate> sent = new ArrayList<>();

    @Test
    void keepsTheNewestOfEachSeries() {
        assertThat(waiting.add(bar("A", Interval.S1, 1))).isTrue();
        for (int start = 2; start <= 6; start++) {
            waiting.add(bar("A", Interval.S1, start));
            waiting.add(bar("B", Interval.S1, start));
        }
        assertThat(waiting.add(bar("A", Interval.M1, 0))).isTrue();
        assertThat(waiting.add(bar("A", Interval.S1, 7))).isFalse();

        waiting.drain(9, sent::add);

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).bucket()).isEqualTo(9);
        assertThat(Arrays.stream(sent.get(0).bars()).map(bar -> bar.symbol() + bar.interval() + bar.start()))
                .containsExactly("AS14", "AS15", "AS16", "AS17", "BS13", "BS14", "BS15", "BS16", "AM10");
    }

    @Test
    void splitsWhatWouldNotFitARecord() {
        int series = 3 * LiveConflation.RECORD_LIMIT / 2;
        for (int i = 0; i < series; i++) {
            waiting.add(bar("S" + i, Interval.S1, 1));
        }

        waiting.drain(0, sent::add);

        assertThat(sent.stream().map(update -> update.bars().length))
                .containsExactly(LiveConflation.RECORD_LIMIT, series - LiveConflation.RECORD_LIMIT);
        assertThat(waiting.isEmpty()).isTrue();
        waiting.drain(0, sent::add);
        assertThat(sent).hasSize(2);
    }

    @Test
    void spacesTheUpdatesOfABucketOnAGridOfItsOwn() {
        LivePace pace = new LivePace(250);
        pace.add(3, bar("A", Interval.S1, 1));
        pace.sendIfDue(3, 10_000, sent::add);
        pace.add(3, bar("A", Interval.S1, 2));
        pace.sendIfDue(3, 10_249, sent::add);
        assertThat(sent).hasSize(1);
        assertThat(pace.nextSlot(3, 10_100)).isEqualTo(pace.nextSlot(3, 10_249)).isEqualTo(10_253);
        assertThat(pace.nextSlot(4, 10_100)).isEqualTo(10_254);

        pace.sendIfDue(3, 10_253, sent::add);

        assertThat(sent).hasSize(2);
        assertThat(pace.hasWaiting(3)).isFalse();
    }

    private static BarUpdate bar(String symbol, Interval interval, long start) {
        return new BarUpdate(symbol, interval, start, 0, null);
    }
}
