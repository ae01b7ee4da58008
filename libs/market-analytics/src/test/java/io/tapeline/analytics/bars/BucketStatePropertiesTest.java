package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.model.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketStatePropertiesTest {
    private static final BarSettings SETTINGS = new BarSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), 100);
    private static final long WITHIN_HORIZON = Duration.ofSeconds(61).toNanos();
    private static final long SPAN = Duration.ofMinutes(20).toNanos();
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final long NEXT_DAY = RandomTape.START + Duration.ofDays(2).toNanos();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void atAnyTimeTheLatestRevisionsAreTheBarsOfWhatHasArrived(long seed) {
        BucketState state = new BucketState(Rows.BUCKET);
        Recorder out = new Recorder();
        for (Slice slice : new RandomTape(seed).slices(300, SPAN, WITHIN_HORIZON)) {
            state.process(slice, NO_LIMIT, SETTINGS, out);
            assertThat(out.latest).isEqualTo(NaiveBars.of(out.accepted, state.progress()));
        }
        state.process(Rows.clock(NEXT_DAY), NO_LIMIT, SETTINGS, out);

        assertThat(out.latest).isEqualTo(NaiveBars.of(out.accepted, NO_LIMIT));
        assertThat(out.late).isEmpty();
        assertThat(out.bars).anyMatch(bar -> bar.revision() > 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void slicesWithinTheHorizonMayComeInAnyOrder(long seed) {
        List<Slice> slices =
                new RandomTape(seed).slices(300, SPAN, Duration.ofSeconds(20).toNanos());
        Recorder inOrder = run(slices);
        List<Slice> shuffled = new ArrayList<>();
        List<Slice> group = new ArrayList<>();
        for (Slice slice : slices) {
            if (!group.isEmpty()
                    && slice.clock() - group.get(0).clock()
                            > Duration.ofSeconds(40).toNanos()) {
                Collections.shuffle(group, new Random(seed));
                shuffled.addAll(group);
                group.clear();
            }
            group.add(slice);
        }
        shuffled.addAll(group);
        Recorder outOfOrder = run(shuffled);

        assertThat(shuffled).isNotEqualTo(slices);
        assertThat(outOfOrder.late).isEmpty();
        assertThat(outOfOrder.latest).isEqualTo(inOrder.latest);
        assertThat(outOfOrder.latestRows.keySet()).isEqualTo(inOrder.latestRows.keySet());
    }

    private static Recorder run(List<Slice> slices) {
        BucketState state = new BucketState(Rows.BUCKET);
        Recorder out = new Recorder();
        for (Slice slice : slices) {
            state.process(slice, NO_LIMIT, SETTINGS, out);
        }
        state.process(Rows.clock(NEXT_DAY), NO_LIMIT, SETTINGS, out);
        return out;
    }
}
