package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.analytics.indicators.TaLibAssert;
import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import io.tapeline.model.Slice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketStatePropertiesTest {
    private static final BarSettings SETTINGS = new BarSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), 100);
    private static final BarSettings NOTHING_FORGOTTEN =
            new BarSettings(Duration.ofSeconds(2), Duration.ofSeconds(60), 10_000);
    private static final long WITHIN_HORIZON = Duration.ofSeconds(61).toNanos();
    private static final long SPAN = Duration.ofMinutes(20).toNanos();
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final long NEXT_DAY = RandomTape.START + Duration.ofDays(2).toNanos();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
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

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void amendmentsAndDuplicatesLeaveTheBarsOfTheAmendedTape(long seed) {
        RandomTape tape = new RandomTape(seed);
        BucketState state = new BucketState(Rows.BUCKET);
        NaiveTape naive = new NaiveTape(NOTHING_FORGOTTEN);
        Recorder out = new Recorder();
        long lateness = Duration.ofSeconds(75).toNanos();
        for (Slice slice : tape.disturbed(tape.slices(300, SPAN, lateness), lateness)) {
            naive.process(slice);
            state.process(slice, NO_LIMIT, NOTHING_FORGOTTEN, out);
            assertThat(out.latest).isEqualTo(NaiveBars.of(naive.counted.values(), naive.progress()));
        }
        assertThat(state.progress()).isEqualTo(naive.progress());
        assertThat(out.late).hasSize(naive.late).isNotEmpty();
        assertThat(out.duplicates).isEqualTo(naive.duplicates).isPositive();
        assertThat(Collections.frequency(out.outcomes, AmendmentOutcome.APPLIED))
                .isEqualTo(naive.amended)
                .isPositive();
        assertThat(out.outcomes).contains(AmendmentOutcome.BEYOND_HORIZON);
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53})
    void provisionalBarsAreTheOpenBarsOfWhatHasArrived(long seed) {
        RandomTape tape = new RandomTape(seed);
        BucketState state = new BucketState(Rows.BUCKET);
        NaiveTape naive = new NaiveTape(NOTHING_FORGOTTEN);
        Recorder out = new Recorder();
        Map<BarKey, Bar> shown = new HashMap<>();
        for (Slice slice : tape.disturbed(tape.slices(200, SPAN, WITHIN_HORIZON), WITHIN_HORIZON)) {
            naive.process(slice);
            state.process(slice, NO_LIMIT, NOTHING_FORGOTTEN, out);
            assertThat(out.latest).isEqualTo(NaiveBars.of(naive.counted.values(), naive.progress()));
            if (tape.random().nextInt(3) == 0) {
                out.provisional.clear();
                state.provisional(out);
                out.provisional.forEach(bar -> shown.put(BarKey.of(bar), bar));
                NaiveBars.of(naive.counted.values(), NO_LIMIT).forEach((key, bar) -> {
                    if (bar.end() > naive.progress()) {
                        assertThat(shown.get(key)).isEqualTo(Recorder.open(bar));
                    }
                });
            }
        }
        assertThat(shown).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void theLatestRowsAreTaLibsIndicatorsOfTheLatestBars(long seed) {
        RandomTape tape = new RandomTape(seed);
        BucketState state = new BucketState(Rows.BUCKET);
        Recorder out = new Recorder();
        for (Slice slice : tape.disturbed(tape.slices(300, SPAN, WITHIN_HORIZON), WITHIN_HORIZON)) {
            state.process(slice, NO_LIMIT, SETTINGS, out);
        }
        assertThat(out.latestRows.keySet()).isEqualTo(out.latest.keySet());
        assertThat(out.rows).anyMatch(row -> row.revision() > 0);
        for (String symbol : List.of("BTC-USD", "ETH-USD", "SOL-USD")) {
            for (Interval interval : List.of(Interval.S1, Interval.M1, Interval.M5)) {
                List<Bar> bars = out.latest.values().stream()
                        .filter(bar -> bar.symbol().equals(symbol) && bar.interval() == interval)
                        .toList();
                List<IndicatorRow> rows = out.latestRows.values().stream()
                        .filter(row -> row.symbol().equals(symbol) && row.interval() == interval)
                        .toList();
                assertThat(bars).isNotEmpty();
                TaLibAssert.assertEqualsTaLib(
                        bars.stream().mapToDouble(bar -> bar.high() / 1e9).toArray(),
                        bars.stream().mapToDouble(bar -> bar.low() / 1e9).toArray(),
                        bars.stream().mapToDouble(bar -> bar.close() / 1e9).toArray(),
                        rows);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44})
    void aStateWrittenAndReadOrCopiedAnywhereGoesOnAsTheOriginal(long seed) throws IOException {
        RandomTape tape = new RandomTape(seed);
        List<Slice> slices = tape.disturbed(tape.slices(200, SPAN, WITHIN_HORIZON), WITHIN_HORIZON);
        BucketState original = new BucketState(Rows.BUCKET);
        BucketState other = new BucketState(Rows.BUCKET);
        BucketState stray = new BucketState(Rows.BUCKET);
        Recorder out = new Recorder();
        Recorder otherOut = new Recorder();
        for (int i = 0; i < slices.size(); i++) {
            if (i % 3 == 0) {
                other = States.read(States.write(other));
            } else if (i % 3 == 1) {
                // From here on the stray goes its own way, which must not show in the one it was copied from.
                stray = other.copy();
            } else {
                BucketState copy = other.copy();
                other.process(slices.get(slices.size() - 1), NO_LIMIT, SETTINGS, new Recorder.Nothing());
                other = copy;
            }
            stray.process(slices.get((i * 7) % slices.size()), NO_LIMIT, SETTINGS, new Recorder.Nothing());
            original.process(slices.get(i), NO_LIMIT, SETTINGS, out);
            other.process(slices.get(i), NO_LIMIT, SETTINGS, otherOut);
            if (i % 5 == 0) {
                original.provisional(out);
                other.provisional(otherOut);
            }
            assertThat(otherOut.events).isEqualTo(out.events);
            assertThat(other.nextClose()).isEqualTo(original.nextClose());
            out.events.clear();
            otherOut.events.clear();
        }
        assertThat(States.write(other)).isEqualTo(States.write(original));
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
